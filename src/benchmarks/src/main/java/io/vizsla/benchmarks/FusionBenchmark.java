package io.vizsla.benchmarks;

import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.evaluation.Evaluation;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.Measure;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.PairedBootstrap;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.retrieval.SearchPipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How good each way to order the candidates is, through the pipeline that serves, on BEIR folders; with a paired bootstrap
 * against reciprocal rank fusion.
 *
 * <p>Arguments: a folder for models and indexes, the precision ({@code int8}, {@code fp32}, or that of passages and
 * queries apart as {@code int8:fp32}), then data sets as {@link BenchmarkSet} reads them.
 */
public final class FusionBenchmark {

    private static final Metric NDCG = Metric.of(Measure.NDCG, 10);
    private static final Metric RECALL = Metric.of(Measure.RECALL, 2);
    private static final String BASELINE = PipelineConfiguration.BASELINE;

    private final SearchPipeline pipeline = new SearchPipeline();
    private final Map<String, List<double[]>> differences = new LinkedHashMap<>();

    private FusionBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) {
        Path work = Path.of(args[0]);
        try (Encoder encoder = encoder(work, args[1])) {
            PassageIndexes indexes =
                    new LucenePassageIndexes(work.resolve("index-" + args[1].split(":")[0]), LuceneOptions.DEFAULTS);
            FusionBenchmark benchmark = new FusionBenchmark();
            for (int i = 2; i < args.length; i++) {
                benchmark.run(BenchmarkSet.of(args[i]), indexes, encoder);
            }
            benchmark.printMeans();
        }
    }

    /**
     * Opens the built-in default model.
     *
     * @param precision {@code int8} or {@code fp32} for both sides, or that of passages and queries: {@code int8:fp32}
     */
    static Encoder encoder(Path work, String precision) {
        ModelFolder model = BuiltInModels.ensure(work.resolve("models"), BuiltInModels.DEFAULT);
        String[] sides = precision.split(":", 2);
        return OnnxBiEncoder.open(
                model.path(),
                model.manifest(),
                EncoderOptions.defaults()
                        .withPrecision(
                                PrecisionChoice.of("precision", sides[sides.length - 1]),
                                PrecisionChoice.of("precision", sides[0])));
    }

    private void run(BenchmarkSet set, PassageIndexes indexes, Encoder encoder) {
        Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        try (BeirCollection collection = BeirCollection.open(set.folder(), indexes, encoder)) {
            PipelineConfiguration.runs(pipeline, collection, set.queries())
                    .forEach((name, run) ->
                            evaluations.put(name, Evaluator.evaluate(set.qrels(), run, List.of(NDCG, RECALL))));
        }
        print(set, evaluations);
    }

    private void print(BenchmarkSet set, Map<String, Evaluation> evaluations) {
        System.out.printf("%n%s, %d queries%n", set.label(), set.queries().size());
        System.out.printf("%-12s %8s %8s   nDCG@10 against %s%n", "", "nDCG@10", "R@2", BASELINE);
        Evaluation baseline = Objects.requireNonNull(evaluations.get(BASELINE));
        evaluations.forEach((name, evaluation) -> {
            PairedBootstrap.Result against = PairedBootstrap.DEFAULT.compare(evaluation, baseline, NDCG);
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %8.4f %8.4f   %+.4f [%+.4f, %+.4f] p %.4f%n",
                    name,
                    evaluation.meanOverJudged(NDCG),
                    evaluation.meanOverJudged(RECALL),
                    against.difference(),
                    against.low(),
                    against.high(),
                    against.p());
            differences.computeIfAbsent(name, any -> new ArrayList<>()).add(differences(evaluation, baseline));
        });
    }

    private static double[] differences(Evaluation run, Evaluation baseline) {
        Map<String, Double> others = baseline.values(NDCG);
        return run.values(NDCG).entrySet().stream()
                .mapToDouble(value -> value.getValue() - others.getOrDefault(value.getKey(), 0.0))
                .toArray();
    }

    private void printMeans() {
        System.out.printf("%nmean of the sets, nDCG@10 against %s%n", BASELINE);
        differences.forEach((name, sets) -> {
            MeanBootstrap.Result result = MeanBootstrap.DEFAULT.of(sets);
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %+.4f [%+.4f, %+.4f] p %.4f%n",
                    name,
                    result.difference(),
                    result.low(),
                    result.high(),
                    result.p());
        });
    }
}
