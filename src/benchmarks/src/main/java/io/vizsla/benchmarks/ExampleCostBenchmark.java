package io.vizsla.benchmarks;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.retrieval.PipelineParts;
import io.vizsla.retrieval.SearchPipeline;
import io.vizsla.retrieval.SearchResult;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.retrieval.example.JudgedQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What choosing worked examples adds to a search: each query is searched without and with them, one after the other in
 * turns, without a cache of vectors. Judged queries are the titles and first sentences of the corpus.
 *
 * <p>Arguments: a folder for models and indexes, the precision, a BEIR folder, and how many judged queries there are
 * (default 10,000).
 */
public final class ExampleCostBenchmark {

    private static final int WARM_UP = 200;
    private static final int ROUNDS = 5;
    private static final int TOP = 10;

    private ExampleCostBenchmark() {}

    /** Runs the benchmark and prints a table. */
    public static void main(String[] args) {
        Path work = Path.of(args[0]);
        BenchmarkSet set = BenchmarkSet.of(args[2]);
        int count = args.length > 3 ? Integer.parseInt(args[3]) : 10_000;
        try (Encoder encoder = encoder(work, args[1]);
                BeirCollection collection = BeirCollection.open(
                        set.folder(),
                        new LucenePassageIndexes(work.resolve("index-" + args[1]), LuceneOptions.DEFAULTS),
                        encoder);
                ExampleIndex examples =
                        new ExampleIndex(new LucenePassageIndexes(work.resolve("examples"), LuceneOptions.DEFAULTS))) {
            List<JudgedQuery> judged = judged(set.folder(), count);
            examples.drop(set.folder().name());
            examples.write(collection.collection(), judged, 1);
            System.out.printf("%s, %d judged queries%n", set.label(), judged.size());
            SearchPipeline pipeline = new SearchPipeline(PipelineParts.NONE.withExamples(examples));
            for (Mode mode : List.of(Mode.DENSE, Mode.HYBRID)) {
                measure(pipeline, collection, set, mode);
            }
        }
    }

    private static Encoder encoder(Path work, String precision) {
        ModelFolder model = BuiltInModels.ensure(work.resolve("models"), BuiltInModels.DEFAULT);
        PrecisionChoice choice = PrecisionChoice.of("precision", precision);
        return OnnxBiEncoder.open(
                model.path(),
                model.manifest(),
                EncoderOptions.defaults().withPrecision(choice, choice).withCacheBytes(0));
    }

    private static List<JudgedQuery> judged(BeirFolder folder, int count) {
        Map<String, JudgedQuery> judged = new LinkedHashMap<>();
        folder.forEachDocument(document -> {
            ChunkId answer = new ChunkId(new DocumentRef(folder.name(), document.id()), 0);
            String sentence = document.text().split("(?<=[.!?]) ", 2)[0];
            for (String text : List.of(document.title(), sentence)) {
                if (!text.isBlank() && judged.size() < count) {
                    judged.put(QueryId.of(text), new JudgedQuery(QueryId.of(text), text, answer, false, 1));
                }
            }
        });
        return List.copyOf(judged.values());
    }

    private static void measure(SearchPipeline pipeline, BeirCollection collection, BenchmarkSet set, Mode mode) {
        List<String> texts = List.copyOf(set.queries().values());
        Times plain = new Times();
        Times helped = new Times();
        Times choosing = new Times();
        for (int i = 0; i < WARM_UP + ROUNDS * texts.size(); i++) {
            String text = texts.get(i % texts.size());
            boolean counts = i >= WARM_UP;
            // In turns, and each of the two first as often: whoever comes second finds the caches warm.
            for (int turn = 0; turn < 2; turn++) {
                boolean auto = (i + turn) % 2 == 0;
                SearchResult result = pipeline.search(
                        collection.collection(),
                        Query.of(text, mode, TOP).withDemonstrations(auto ? Demonstrations.AUTO : Demonstrations.NONE));
                if (counts) {
                    (auto ? helped : plain).add(result, "total");
                }
                if (counts && auto) {
                    choosing.add(result, "choose", "demonstrate");
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-8s p50 %.2f ms without, %.2f ms with examples: %+.2f ms (choosing and moving alone %.2f ms, p99 %.2f ms);"
                        + " p99 %.2f and %.2f ms%n",
                mode.id(),
                plain.at(0.5),
                helped.at(0.5),
                helped.at(0.5) - plain.at(0.5),
                choosing.at(0.5),
                choosing.at(0.99),
                plain.at(0.99),
                helped.at(0.99));
    }

    /** Times of searches. */
    private static final class Times {

        private final List<Double> millis = new ArrayList<>();

        void add(SearchResult result, String... stages) {
            millis.add(Arrays.stream(stages)
                    .mapToDouble(stage ->
                            result.timings().getOrDefault(stage, Duration.ZERO).toNanos() / 1e6)
                    .sum());
        }

        double at(double share) {
            double[] sorted =
                    millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
        }
    }
}
