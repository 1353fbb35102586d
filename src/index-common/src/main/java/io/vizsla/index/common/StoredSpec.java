package io.vizsla.index.common;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexSpec;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an index was made for, as it stands in the user data of its commits. */
public final class StoredSpec {

    private static final String FORMAT = "vizsla.format";
    private static final String CURRENT = "1";
    private static final String FIELD = "fields.";

    private StoredSpec() {}

    /** Returns the user data of an index of this spec. */
    public static Map<String, String> of(IndexSpec spec) {
        Map<String, String> data = new TreeMap<>();
        data.put(FORMAT, CURRENT);
        data.put("space", spec.space().id());
        data.put("dimension", Integer.toString(spec.dimension()));
        data.put("tokenDimension", Integer.toString(spec.tokenDimension()));
        data.put("language", spec.language());
        spec.fields().fields().forEach((name, type) -> data.put(FIELD + name, type.id()));
        return data;
    }

    /**
     * Compares what an index was made for with what it is opened as.
     *
     * @throws VizslaException {@code SPACE_MISMATCH} naming the first property that differs; {@code CORRUPT_INDEX} if the
     *     data is not ours
     */
    public static void check(IndexSpec spec, Map<String, String> stored) {
        if (!CURRENT.equals(stored.get(FORMAT))) {
            throw VizslaException.of(
                    ErrorCode.CORRUPT_INDEX,
                    "index " + spec.name() + " has format " + stored.get(FORMAT) + ", not " + CURRENT);
        }
        Map<String, String> asked = of(spec);
        TreeMap<String, String> all = new TreeMap<>(stored);
        all.putAll(asked);
        for (String property : all.keySet()) {
            String made = stored.get(property);
            String wanted = asked.get(property);
            if (!Objects.equals(made, wanted)) {
                throw mismatch(spec, property, made, wanted);
            }
        }
    }

    private static VizslaException mismatch(
            IndexSpec spec, String property, @Nullable String made, @Nullable String wanted) {
        return VizslaException.field(
                ErrorCode.SPACE_MISMATCH,
                property,
                wanted == null ? "absent" : wanted,
                (made == null ? "absent" : made) + ", as index " + spec.name() + " was made with");
    }
}
