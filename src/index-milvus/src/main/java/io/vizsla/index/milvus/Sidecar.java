package io.vizsla.index.milvus;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import io.milvus.v2.common.ConsistencyLevel;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What stands beside the chunks, in a collection of its own: what the index was made for, and every keyword that a
 * declared field ever had. Milvus compares the single values of a list for equality only, so a filter by prefix is
 * answered from the keywords first. A keyword that no chunk has any more does no harm.
 *
 * <p>Safe for any number of threads.
 */
final class Sidecar {

    static final String ID = Columns.ID;
    static final String BODY = "body";

    /** Milvus knows no collection without a vector. */
    static final String VECTOR = "vector";

    static final int DIMENSION = 2;

    /** No declared field begins so. */
    private static final String SPEC = "!spec";

    private static final String MADE = "!made";

    private static final int REMEMBERED = 100_000;
    private static final Gson GSON = new Gson();

    private final Rows rows;
    private String made = "";
    private final Map<String, Boolean> written = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    Sidecar(Rows rows) {
        this.rows = rows;
    }

    /** Returns what the index was made for, empty if that was never written. */
    Optional<Map<String, String>> spec() {
        return rows.page(Rows.in(ID, List.of(SPEC)), List.of(BODY), 1, ConsistencyLevel.STRONG).stream()
                .map(row -> GSON.fromJson(Rows.text(row, BODY), new TypeToken<Map<String, String>>() {}))
                .findFirst();
    }

    /** Writes what the index is made for. */
    void write(Map<String, String> spec) {
        rows.upsert(List.of(row(MADE, UUID.randomUUID().toString()), row(SPEC, GSON.toJson(spec))), List.of(0, 0));
    }

    /** Remembers keywords, before the chunks that have them are written. */
    synchronized void learn(Collection<String> tokens) {
        if (tokens.isEmpty()) {
            return;
        }
        forgetIfMadeAnew();
        List<String> unknown = tokens.stream()
                .distinct()
                .filter(token -> !written.containsKey(token))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        List<JsonObject> made = new ArrayList<>();
        List<Integer> bytes = new ArrayList<>();
        for (String token : unknown) {
            made.add(row(token, ""));
            bytes.add(token.length() + Long.BYTES * DIMENSION);
        }
        rows.upsert(made, bytes);
        unknown.forEach(token -> written.put(token, true));
    }

    /** Another process may have dropped the index and made one of the same name, which knows no keyword yet. */
    private void forgetIfMadeAnew() {
        String now = rows.page(Rows.in(ID, List.of(MADE)), List.of(BODY), 1, ConsistencyLevel.BOUNDED).stream()
                .map(row -> Rows.text(row, BODY))
                .findFirst()
                .orElse("");
        if (!now.equals(made)) {
            written.clear();
            made = now;
        }
    }

    /**
     * Returns the keywords that start so.
     *
     * @param start a field's name, {@code =} and the start of a keyword in {@link SafeText}
     * @throws VizslaException {@code INVALID_FILTER} if there are more than a request can name
     */
    List<String> startingWith(String start, ConsistencyLevel level) {
        String range = ID + " >= \"" + start + "\" and " + ID + " < \"" + start + SafeText.LAST + "\"";
        List<Map<String, Object>> found = rows.page(range, List.of(), Rows.LARGEST_PAGE, level);
        if (found.size() == Rows.LARGEST_PAGE) {
            throw VizslaException.field(
                    ErrorCode.INVALID_FILTER,
                    "filter.value",
                    "a prefix of " + Rows.LARGEST_PAGE + " keywords or more",
                    "a prefix of fewer keywords on Milvus");
        }
        return found.stream().map(Rows::key).toList();
    }

    private static JsonObject row(String id, String body) {
        JsonObject row = new JsonObject();
        row.addProperty(ID, id);
        row.addProperty(BODY, body);
        JsonArray vector = new JsonArray();
        for (int i = 0; i < DIMENSION; i++) {
            vector.add(1f);
        }
        row.add(VECTOR, vector);
        return row;
    }
}
