package io.vizsla.query.rest.dto;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.query.config.LimitsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A worked example, and how a request says which examples it wants. */
@Schema(name = "Demonstration")
public record DemonstrationDto(
        @Schema(required = true) String query,
        @Schema(required = true) String passage) {

    private static final String FIELD = "demonstrations";
    private static final Set<String> KEYS = Set.of("query", "passage");
    private static final String BOUND = "auto, none, or a list of objects with query and passage";

    /**
     * Reads what a request says of examples: nothing, {@code "auto"}, {@code "none"}, or a list.
     *
     * @throws VizslaException naming the field, its value and its bound
     */
    static Demonstrations read(@Nullable Object given, LimitsConfig limits) {
        return switch (given) {
            case null -> Demonstrations.USUAL;
            case String word when word.equals("auto") -> Demonstrations.AUTO;
            case String word when word.equals("none") -> Demonstrations.NONE;
            case List<?> list -> Demonstrations.given(list(list, limits));
            default -> throw VizslaException.invalid(FIELD, given, BOUND);
        };
    }

    static List<Demonstration> list(List<?> list, LimitsConfig limits) {
        if (list.size() > limits.demonstrations()) {
            throw VizslaException.invalid(FIELD, list.size() + " of them", "at most " + limits.demonstrations());
        }
        List<Demonstration> examples = new ArrayList<>(list.size());
        for (Object one : list) {
            examples.add(example(FIELD + "[" + examples.size() + "]", one, limits));
        }
        return examples;
    }

    private static Demonstration example(String field, @Nullable Object one, LimitsConfig limits) {
        if (!(one instanceof Map<?, ?> object)) {
            throw VizslaException.invalid(field, one, "an object with query and passage");
        }
        for (Object key : object.keySet()) {
            if (!KEYS.contains(key)) {
                throw VizslaException.invalid(
                        field + "." + key, "a property that is not known", "one of " + new TreeSet<>(KEYS));
            }
        }
        return new Demonstration(
                GivenText.required(field + ".query", object.get("query"), limits),
                GivenText.required(field + ".passage", object.get("passage"), limits));
    }
}
