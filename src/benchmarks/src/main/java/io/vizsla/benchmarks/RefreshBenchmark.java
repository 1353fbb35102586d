package io.vizsla.benchmarks;

import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.evaluation.Evaluation;
import io.vizsla.evaluation.PairedBootstrap;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.training.encoder.EncoderForm;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.DifferentiableGraph;
import io.vizsla.training.graph.Precision;
import io.vizsla.training.objective.Mixture;
import io.vizsla.training.optimizer.AdamWOptions;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.LabeledQuery;
import io.vizsla.training.trainer.QueryTrainer;
import io.vizsla.training.trainer.TrainerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What training the query side brings: judged queries of one split move the queries of another, documents stay.
 *
 * <p>Arguments: a folder for models and indexes, the set to learn from, the set to ask, and settings as {@code name=value}:
 * {@code judged} (queries to learn from, all), {@code epochs} (2), {@code rate} (2e-5), {@code soft} (share of the teacher's
 * labels, 0.5), {@code raise} (1), {@code seed} (1), {@code precision} (bf16), {@code embeddings} (true if words move too),
 * {@code guard} (a set that must not lose; several separated by commas).
 */
public final class RefreshBenchmark {

    private static final int BATCH = 32;
    private static final double TEMPERATURE = 0.02;
    private static final double TEACHER_TEMPERATURE = 0.7;
    private static final double NANOS = 1e9;

    private RefreshBenchmark() {}

    /** Runs the benchmark and prints a table. */
    public static void main(String[] args) throws IOException {
        Path work = Path.of(args[0]);
        BenchmarkSet train = BenchmarkSet.of(args[1]);
        BenchmarkSet test = BenchmarkSet.of(args[2]);
        Map<String, String> settings = new HashMap<>();
        for (int i = 3; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        ModelFolder model = BuiltInModels.ensure(work.resolve("models"), BuiltInModels.DEFAULT);
        LucenePassageIndexes indexes = new LucenePassageIndexes(work.resolve("index-int8"), LuceneOptions.DEFAULTS);
        try (OnnxBiEncoder encoder = encoder(model);
                BeirCollection collection = BeirCollection.open(train.folder(), indexes, encoder)) {
            RefreshSet set = new RefreshSet(collection, encoder);
            run(model, set, train, test, settings, indexes, encoder);
        }
    }

    private static OnnxBiEncoder encoder(ModelFolder model) {
        return OnnxBiEncoder.open(
                model.path(),
                model.manifest(),
                EncoderOptions.defaults()
                        .withPrecision(PrecisionChoice.of("precision", "fp32"), PrecisionChoice.of("precision", "int8"))
                        .withCacheBytes(0));
    }

    private static void run(
            ModelFolder model,
            RefreshSet set,
            BenchmarkSet train,
            BenchmarkSet test,
            Map<String, String> settings,
            LucenePassageIndexes indexes,
            OnnxBiEncoder encoder)
            throws IOException {
        long seed = Long.parseLong(settings.getOrDefault("seed", "1"));
        List<LabeledQuery> queries =
                new ArrayList<>(set.labeled(train, Double.parseDouble(settings.getOrDefault("raise", "1"))));
        Collections.shuffle(queries, new Random(seed));
        int judged = Integer.parseInt(settings.getOrDefault("judged", String.valueOf(queries.size())));
        List<LabeledQuery> learned = queries.subList(0, Math.min(judged, queries.size()));
        Path graph = model.path().resolve("model.onnx");
        Precision precision =
                Precision.valueOf(settings.getOrDefault("precision", "bf16").toUpperCase(Locale.ROOT));
        BenchmarkSet unseen = RefreshSet.unseen(test, train);
        EncoderForm form = EncoderForm.of(model.manifest(), "last_hidden_state");
        try (TrainableEncoder trained = new TrainableEncoder(DifferentiableGraph.open(graph, precision), form);
                TrainableEncoder plain = new TrainableEncoder(DifferentiableGraph.open(graph, Precision.FP32), form)) {
            long begin = System.nanoTime();
            train(trained, set, learned, settings, seed);
            System.out.printf(
                    "%d queries, %s, %s, %.1f s on %d threads%n",
                    learned.size(), precision, settings, (System.nanoTime() - begin) / NANOS, torch.get_num_threads());
            compare(set, test, plain, trained);
            compare(set, unseen, plain, trained);
            for (String guard : settings.getOrDefault("guard", "").split(",")) {
                if (!guard.isBlank()) {
                    BenchmarkSet other = BenchmarkSet.of(guard);
                    try (BeirCollection collection = BeirCollection.open(other.folder(), indexes, encoder)) {
                        compare(new RefreshSet(collection, encoder), other, plain, trained);
                    }
                }
            }
        }
    }

    private static void train(
            TrainableEncoder encoder,
            RefreshSet set,
            List<LabeledQuery> queries,
            Map<String, String> settings,
            long seed) {
        double soft = Double.parseDouble(settings.getOrDefault("soft", "0.5"));
        boolean words = Boolean.parseBoolean(settings.getOrDefault("embeddings", "false"));
        Map<String, Tensor> weights = encoder.train(name -> words || !name.contains("embeddings.word"));
        TrainerOptions options = new TrainerOptions(
                Integer.parseInt(settings.getOrDefault("epochs", "2")),
                BATCH,
                new LearningRate(Double.parseDouble(settings.getOrDefault("rate", "2e-5")), 0.1),
                AdamWOptions.DEFAULTS,
                1,
                20_000,
                seed);
        try (FrozenPassages passages = new FrozenPassages(set.vectors());
                QueryTrainer trainer = new QueryTrainer(
                        encoder,
                        weights.values(),
                        passages,
                        Mixture.ofLabels(soft, TEMPERATURE, TEACHER_TEMPERATURE),
                        options)) {
            trainer.train(queries, report -> {
                if (report.step() % 10 == 0 || report.step() == 1) {
                    System.out.printf("step %d of %d, loss %.4f%n", report.step(), report.steps(), report.loss());
                }
            });
        }
    }

    private static void compare(RefreshSet set, BenchmarkSet asked, TrainableEncoder plain, TrainableEncoder trained) {
        List<int[]> tokens = set.tokens(asked);
        float[][] before = plain.vectors(tokens, BATCH);
        float[][] after = trained.vectors(tokens, BATCH);
        print(asked.label() + " dense", set.dense(asked, before), set.dense(asked, after));
        print(asked.label() + " hybrid", set.hybrid(asked, before), set.hybrid(asked, after));
    }

    static void print(String what, Evaluation before, Evaluation after) {
        PairedBootstrap.Result result = PairedBootstrap.DEFAULT.compare(after, before, RefreshSet.METRIC);
        System.out.printf(
                "%-45s %4d queries %.4f -> %.4f, %+.4f (%+.4f to %+.4f, p %.4f)%n",
                what,
                result.queries(),
                before.meanOverJudged(RefreshSet.METRIC),
                after.meanOverJudged(RefreshSet.METRIC),
                result.difference(),
                result.low(),
                result.high(),
                result.p());
    }
}
