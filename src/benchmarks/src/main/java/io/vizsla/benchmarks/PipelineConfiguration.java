package io.vizsla.benchmarks;

import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.evaluation.DocumentRanking;
import io.vizsla.evaluation.Run;
import io.vizsla.retrieval.PipelineOptions;
import io.vizsla.retrieval.PipelineOptions.FusionOptions;
import io.vizsla.retrieval.PipelineOptions.Method;
import io.vizsla.retrieval.PipelineOptions.TokenOptions;
import io.vizsla.retrieval.SearchPipeline;
import io.vizsla.retrieval.fusion.FixedWeight;
import io.vizsla.retrieval.fusion.LexicalWeight;
import io.vizsla.retrieval.fusion.RarityWeight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A way to search that is compared with others. */
record PipelineConfiguration(String name, Mode mode, PipelineOptions options) {

    /** Reciprocal rank fusion, which the others are compared with. */
    static final String BASELINE = "rrf";

    private static final int DEPTH = 100;

    /** Returns what is compared: the single signals, the fusions without token vectors, and the default as it is. */
    static List<PipelineConfiguration> all() {
        PipelineOptions plain = PipelineOptions.DEFAULTS.withTokens(new TokenOptions(false, 1, 0));
        LexicalWeight half = new FixedWeight(0.5);
        return List.of(
                new PipelineConfiguration("dense", Mode.DENSE, PipelineOptions.DEFAULTS),
                new PipelineConfiguration("lexical", Mode.LEXICAL, PipelineOptions.DEFAULTS),
                hybrid(BASELINE, plain.withFusion(new FusionOptions(Method.RRF, half, 60))),
                hybrid("minmax 0.5", plain.withFusion(new FusionOptions(Method.MINMAX, half, 60))),
                hybrid("z 0.5", plain.withFusion(new FusionOptions(Method.Z, half, 60))),
                hybrid("z rarity", plain.withFusion(new FusionOptions(Method.Z, RarityWeight.PUBLISHED, 60))),
                hybrid("z length", plain),
                hybrid("default", PipelineOptions.DEFAULTS));
    }

    private static PipelineConfiguration hybrid(String name, PipelineOptions options) {
        return new PipelineConfiguration(name, Mode.HYBRID, options);
    }

    /** Returns what the queries of a set find, the best 100 chunks each. */
    Run run(SearchPipeline pipeline, BeirCollection collection, Map<String, String> queries) {
        Run.Builder run = Run.builder();
        queries.forEach((id, text) -> run.addInOrder(
                id,
                DocumentRanking.of(pipeline.search(collection.collection(), Query.of(text, mode, DEPTH), options)
                        .hits())));
        return run.build();
    }

    /** Returns what the queries of a set find by each configuration, by its name. */
    static LinkedHashMap<String, Run> runs(
            SearchPipeline pipeline, BeirCollection collection, Map<String, String> queries) {
        LinkedHashMap<String, Run> runs = new LinkedHashMap<>();
        all().forEach(one -> runs.put(one.name(), one.run(pipeline, collection, queries)));
        return runs;
    }
}
