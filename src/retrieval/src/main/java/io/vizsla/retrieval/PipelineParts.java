package io.vizsla.retrieval;

import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.query.QueryTransformer;
import io.vizsla.api.query.VectorTransform;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exchangeable parts that a collection's settings may name. All are shared by concurrent searches.
 *
 * @param transformers by the name that stands in the settings
 * @param vectorTransforms by the name that stands in the settings
 * @param crossEncoder null where none is configured
 */
public record PipelineParts(
        Map<String, QueryTransformer> transformers,
        Map<String, VectorTransform> vectorTransforms,
        @Nullable CrossEncoder crossEncoder) {

    /** Nothing but what the pipeline brings itself. */
    public static final PipelineParts NONE = new PipelineParts(Map.of(), Map.of(), null);

    public PipelineParts {
        transformers = Map.copyOf(transformers);
        vectorTransforms = Map.copyOf(vectorTransforms);
    }

    /** Returns no parts but this cross-encoder. */
    public static PipelineParts with(@Nullable CrossEncoder crossEncoder) {
        return new PipelineParts(Map.of(), Map.of(), crossEncoder);
    }
}
