package io.vizsla.retrieval;

import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.query.QueryTransformer;
import io.vizsla.api.query.VectorTransform;
import io.vizsla.retrieval.example.ExampleSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exchangeable parts that a collection's settings may name. All are shared by concurrent searches.
 *
 * @param transformers by the name that stands in the settings
 * @param vectorTransforms by the name that stands in the settings
 * @param crossEncoder null where none is configured
 * @param examples where worked examples are chosen from
 */
public record PipelineParts(
        Map<String, QueryTransformer> transformers,
        Map<String, VectorTransform> vectorTransforms,
        @Nullable CrossEncoder crossEncoder,
        ExampleSource examples) {

    /** Nothing but what the pipeline brings itself. */
    public static final PipelineParts NONE = new PipelineParts(Map.of(), Map.of(), null, ExampleSource.NONE);

    /** Parts without examples. */
    public PipelineParts(
            Map<String, QueryTransformer> transformers,
            Map<String, VectorTransform> vectorTransforms,
            @Nullable CrossEncoder crossEncoder) {
        this(transformers, vectorTransforms, crossEncoder, ExampleSource.NONE);
    }

    public PipelineParts {
        transformers = Map.copyOf(transformers);
        vectorTransforms = Map.copyOf(vectorTransforms);
    }

    /** Returns no parts but this cross-encoder. */
    public static PipelineParts with(@Nullable CrossEncoder crossEncoder) {
        return new PipelineParts(Map.of(), Map.of(), crossEncoder, ExampleSource.NONE);
    }

    /** Returns these parts with another source of examples. */
    public PipelineParts withExamples(ExampleSource source) {
        return new PipelineParts(transformers, vectorTransforms, crossEncoder, source);
    }
}
