package io.vizsla.retrieval;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.retrieval.fusion.FixedWeight;
import io.vizsla.retrieval.fusion.LengthWeight;
import io.vizsla.retrieval.fusion.LexicalWeight;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a collection's query pipeline. The defaults were chosen by measurement, see decision 6 of the
 * handbook.
 *
 * @param transformers names of the query transformers to run, in order
 * @param vectorTransforms names of the vector transforms to run, in order
 * @param candidates how many each of the two searches brings, 1 to 10,000; a larger {@code topK} raises it
 * @param exact compare with every vector instead of walking the graph
 */
public record PipelineOptions(
        List<String> transformers,
        List<String> vectorTransforms,
        int candidates,
        boolean exact,
        DemonstrationOptions demonstrations,
        FusionOptions fusion,
        TokenOptions tokens,
        RerankOptions rerank,
        SelectOptions select) {

    /** The settings of a collection that sets none. */
    public static final PipelineOptions DEFAULTS = new PipelineOptions(
            List.of(),
            List.of(),
            100,
            false,
            DemonstrationOptions.DEFAULTS,
            FusionOptions.DEFAULTS,
            TokenOptions.DEFAULTS,
            RerankOptions.DEFAULTS,
            SelectOptions.DEFAULTS);

    public PipelineOptions {
        transformers = List.copyOf(transformers);
        vectorTransforms = List.copyOf(vectorTransforms);
        between("pipeline.candidates", candidates, 1, IndexQuery.LARGEST_LIMIT);
    }

    /**
     * Reads the settings out of a collection's JSON.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the key, its value and what is allowed
     */
    public static PipelineOptions of(Map<String, ? extends @Nullable Object> json) {
        return PipelineOptionsReader.read(json);
    }

    /** Returns a copy with these settings for examples. */
    public PipelineOptions withDemonstrations(DemonstrationOptions other) {
        return new PipelineOptions(
                transformers, vectorTransforms, candidates, exact, other, fusion, tokens, rerank, select);
    }

    /** Returns a copy with this fusion. */
    public PipelineOptions withFusion(FusionOptions newFusion) {
        return new PipelineOptions(
                transformers, vectorTransforms, candidates, exact, demonstrations, newFusion, tokens, rerank, select);
    }

    /** Returns a copy with these token settings. */
    public PipelineOptions withTokens(TokenOptions newTokens) {
        return new PipelineOptions(
                transformers, vectorTransforms, candidates, exact, demonstrations, fusion, newTokens, rerank, select);
    }

    /** Returns a copy with this selection. */
    public PipelineOptions withSelect(SelectOptions newSelect) {
        return new PipelineOptions(
                transformers, vectorTransforms, candidates, exact, demonstrations, fusion, tokens, rerank, newSelect);
    }

    static void between(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw VizslaException.invalid(field, value, "between " + least + " and " + most);
        }
    }

    /**
     * Worked examples.
     *
     * @param usual what a query gets that does not say
     * @param count how many are chosen, 1 to 64
     * @param diversity what likeness to an example that was chosen already costs, 0 to 1
     */
    public record DemonstrationOptions(Usual usual, int count, double diversity) {

        /** None, unless a query asks for them. */
        public static final DemonstrationOptions DEFAULTS = new DemonstrationOptions(Usual.NONE, 4, 0.1);

        public DemonstrationOptions {
            between("pipeline.demonstrations.count", count, 1, 64);
            between("pipeline.demonstrations.diversity", diversity, 0, 1);
        }

        /** What a query gets that does not say. */
        public enum Usual {
            NONE,
            AUTO
        }
    }

    /** How dense and lexical candidates become one list. */
    public enum Method {
        /** Sum of z-scores over the union. */
        Z,
        /** Sum of signals stretched to 0..1 over the union. */
        MINMAX,
        /** Reciprocal ranks. */
        RRF
    }

    /**
     * The fusion.
     *
     * @param lexicalWeight decides the share of the words
     * @param k the constant of {@link Method#RRF}, 0 to 10,000
     */
    public record FusionOptions(Method method, LexicalWeight lexicalWeight, double k) {

        /** z-scores, weighted by the length of the query. */
        public static final FusionOptions DEFAULTS = new FusionOptions(Method.Z, LengthWeight.CHOSEN, 60);

        public FusionOptions {
            if (lexicalWeight instanceof FixedWeight(double share)) {
                between("pipeline.fusion.lexicalWeight", share, 0, 1);
            }
            between("pipeline.fusion.k", k, 0, 10_000);
        }
    }

    /**
     * The token vectors as a third signal, in hybrid mode with {@link Method#Z} where the index keeps them.
     *
     * @param depth how many of the best fused candidates are looked at, 1 to 1,000
     * @param share the part of what the words leave over that goes to the tokens, 0..1; the vector gets the rest
     */
    public record TokenOptions(boolean enabled, int depth, double share) {

        /** On the best 16, with the smaller share beside the vector. */
        public static final TokenOptions DEFAULTS = new TokenOptions(true, 16, 0.3);

        public TokenOptions {
            between("pipeline.tokens.depth", depth, 1, 1000);
            between("pipeline.tokens.share", share, 0, 1);
        }
    }

    /**
     * The cross-encoder, where one is configured and the query asks for it.
     *
     * @param depth how many of the best candidates it scores, 1 to 1,000
     */
    public record RerankOptions(int depth) {

        /** The best 20. */
        public static final RerankOptions DEFAULTS = new RerankOptions(20);

        public RerankOptions {
            between("pipeline.rerank.depth", depth, 1, 1000);
        }
    }

    /**
     * What is answered.
     *
     * @param perDocument the most chunks of one document, 1 to 10,000
     */
    public record SelectOptions(int perDocument) {

        /** Three chunks a document. */
        public static final SelectOptions DEFAULTS = new SelectOptions(3);

        public SelectOptions {
            between("pipeline.select.perDocument", perDocument, 1, 10_000);
        }
    }
}
