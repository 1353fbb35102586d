package io.vizsla.embedded;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.FilterReader;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.api.text.CleanText;
import io.vizsla.client.Filter;
import io.vizsla.client.SearchRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests as the pipeline takes them, with the choices of an instance where they leave one. */
final class Queries {

    private static final int USUAL_HITS = 10;
    private static final String DEMONSTRATIONS = "demonstrations";

    private Queries() {}

    /**
     * Returns the checked query.
     *
     * @throws VizslaException naming the field, its value and its bound
     */
    static Query query(CollectionSpec collection, SearchRequest request) {
        Filter filter = request.filter();
        Integer topK = request.topK();
        Double minScore = request.minScore();
        return new Query(
                CleanText.clean(request.query()),
                mode(request),
                topK == null ? USUAL_HITS : topK,
                instruction(collection, request),
                demonstrations(request.demonstrations()),
                filter == null ? null : FilterReader.read(collection.fields(), plain(filter)),
                minScore == null ? 0 : minScore,
                Boolean.TRUE.equals(request.rerank()),
                false);
    }

    private static Mode mode(SearchRequest request) {
        io.vizsla.client.Mode mode = request.mode();
        return mode == null ? Mode.HYBRID : Mode.valueOf(mode.name());
    }

    private static Instruction instruction(CollectionSpec collection, SearchRequest request) {
        String sentence = request.instruction();
        String task = request.task();
        if (sentence != null && task != null) {
            throw VizslaException.invalid("task", task, "left out where there is an instruction");
        }
        if (sentence != null) {
            return new Instruction(CleanText.clean(sentence));
        }
        return task == null
                ? collection.tasks().usualInstruction()
                : collection.tasks().instruction(task);
    }

    private static Demonstrations demonstrations(@Nullable Object given) {
        return switch (given) {
            case null -> Demonstrations.USUAL;
            case String word when word.equals("auto") -> Demonstrations.AUTO;
            case String word when word.equals("none") -> Demonstrations.NONE;
            case List<?> list ->
                Demonstrations.given(list.stream().map(Queries::example).toList());
            default -> throw VizslaException.invalid(DEMONSTRATIONS, given, "auto, none, or a list of Demonstration");
        };
    }

    private static Demonstration example(Object one) {
        if (one instanceof io.vizsla.client.Demonstration example) {
            return new Demonstration(example.query(), example.passage());
        }
        throw VizslaException.invalid(DEMONSTRATIONS, one, "a list of Demonstration");
    }

    /** The client keeps the parts of a filter as filters; what reads them expects maps all the way down. */
    private static Object plain(Object json) {
        return switch (json) {
            case Filter filter -> plain(filter.json());
            case List<?> list -> list.stream().map(Queries::plain).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> plain = new LinkedHashMap<>();
                map.forEach((key, value) -> plain.put(key, plain(value)));
                yield plain;
            }
            default -> json;
        };
    }
}
