package io.vizsla.benchmarks;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.training.adapter.AdapterOptions;
import io.vizsla.training.adapter.AdapterTrainer;
import io.vizsla.training.adapter.RidgeHead;
import io.vizsla.training.calibration.Calibration;
import io.vizsla.training.calibration.CalibrationMetrics;
import io.vizsla.training.calibration.CalibrationOptions;
import io.vizsla.training.calibration.CosineAdapterTrainer;
import io.vizsla.training.calibration.Form;
import io.vizsla.training.calibration.GlobalLine;
import io.vizsla.training.calibration.QueryScores;
import io.vizsla.training.calibration.ZScoreLine;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.LabeledQuery;
import io.vizsla.training.trainer.TrainerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What heads bring that are trained beside an encoder which stays: judged queries of one split teach, those of another are
 * asked, once all and once those that share no document with the first; documents stay.
 *
 * <p>Arguments: {@code adapter}, {@code student} or {@code calibration}; a folder for models and indexes; the set to learn
 * from; the set to ask; and settings as {@code name=value}. {@code adapter}: {@code rank} (16), {@code epochs} (2),
 * {@code rate} (1e-3), {@code seed} (1), {@code raise} (1), {@code guard} (sets that must not lose, separated by commas).
 * {@code student}: {@code texts} (queries and passages to learn from, 2000), {@code seed}. {@code calibration}:
 * {@code epochs} (20), {@code rate} (3e-3), {@code depth} (passages of each query, 100).
 */
public final class HeadsBenchmark {

    private static final String STUDENT = "all-minilm-l6-v2";
    private static final double NANOS = 1e9;

    /** Characters of a document that are read as a query. */
    private static final int LONGEST = 200;

    private final Path work;
    private final LucenePassageIndexes indexes;
    private final OnnxBiEncoder encoder;
    private final Settings settings;

    private HeadsBenchmark(Path work, OnnxBiEncoder encoder, Settings settings) {
        this.work = work;
        this.indexes = new LucenePassageIndexes(work.resolve("index-int8"), LuceneOptions.DEFAULTS);
        this.encoder = encoder;
        this.settings = settings;
    }

    /** Runs the benchmark and prints a table. */
    public static void main(String[] args) {
        Path work = Path.of(args[1]);
        Settings settings = Settings.of(args, 4);
        try (OnnxBiEncoder encoder = encoder(work, BuiltInModels.DEFAULT)) {
            new HeadsBenchmark(work, encoder, settings)
                    .run(args[0], BenchmarkSet.of(args[2]), BenchmarkSet.of(args[3]));
        }
    }

    private static OnnxBiEncoder encoder(Path work, String name) {
        ModelFolder model = BuiltInModels.ensure(work.resolve("models"), name);
        return OnnxBiEncoder.open(
                model.path(),
                model.manifest(),
                EncoderOptions.defaults()
                        .withPrecision(PrecisionChoice.of("precision", "fp32"), PrecisionChoice.of("precision", "int8"))
                        .withCacheBytes(0));
    }

    private void run(String kind, BenchmarkSet train, BenchmarkSet test) {
        try (BeirCollection collection = BeirCollection.open(train.folder(), indexes, encoder)) {
            RefreshSet set = new RefreshSet(collection, encoder);
            switch (kind) {
                case "adapter" -> adapter(set, train, test);
                case "student" -> student(set, train, test);
                case "calibration" -> calibration(set, train, test);
                default ->
                    throw new IllegalArgumentException(
                            "kind = " + kind + " is not one of adapter, student, calibration");
            }
        }
    }

    private static float[][] vectors(OnnxBiEncoder encoder, BenchmarkSet set) {
        return vectors(
                encoder,
                set.queries().values().stream().map(EncodingInput::query).toList());
    }

    private static float[][] vectors(OnnxBiEncoder encoder, List<EncodingInput> texts) {
        return texts.stream()
                .map(text -> encoder.encode(List.of(text)).dense()[0])
                .toArray(float[][]::new);
    }

    private static float[][] mapped(AffineMap map, float[][] vectors) {
        return Arrays.stream(vectors).map(map::apply).toArray(float[][]::new);
    }

    private void adapter(RefreshSet set, BenchmarkSet train, BenchmarkSet test) {
        List<LabeledQuery> queries = set.labeled(train, settings.number("raise", 1));
        long begin = System.nanoTime();
        float[][] base = base(set, train, queries);
        AffineMap map = train(set, base, queries);
        System.out.printf("%d queries, %s, %.1f s%n", queries.size(), settings, (System.nanoTime() - begin) / NANOS);
        Function<BenchmarkSet, float[][]> before = asked -> vectors(encoder, asked);
        Function<BenchmarkSet, float[][]> after = asked -> mapped(map, vectors(encoder, asked));
        compare(set, test, before, after);
        compare(set, RefreshSet.unseen(test, train), before, after);
        for (String guard : settings.words("guard")) {
            BenchmarkSet other = BenchmarkSet.of(guard);
            try (BeirCollection collection = BeirCollection.open(other.folder(), indexes, encoder)) {
                compare(new RefreshSet(collection, encoder), other, before, after);
            }
        }
    }

    private AffineMap train(RefreshSet set, float[][] base, List<LabeledQuery> queries) {
        AdapterOptions usual = AdapterOptions.DEFAULTS;
        TrainerOptions loop = new TrainerOptions(
                (int) settings.number("epochs", usual.loop().epochs()),
                usual.loop().batch(),
                new LearningRate(
                        settings.number("rate", usual.loop().learningRate().peak()), 0.1),
                usual.loop().optimizer(),
                usual.loop().clip(),
                usual.loop().passages(),
                (long) settings.number("seed", 1));
        AdapterOptions options = new AdapterOptions((int) settings.number("rank", usual.rank()), loop);
        try (FrozenPassages passages = new FrozenPassages(set.vectors());
                AdapterTrainer trainer = new AdapterTrainer(passages, AdapterTrainer.halves(), options)) {
            trainer.train(base, queries, step -> {});
            return trainer.map();
        }
    }

    private void student(RefreshSet set, BenchmarkSet train, BenchmarkSet test) {
        try (OnnxBiEncoder small = encoder(work, STUDENT)) {
            List<EncodingInput> texts = texts(train, (int) settings.number("texts", 2000));
            RidgeHead head =
                    RidgeHead.fit(vectors(small, texts), vectors(encoder, texts), (long) settings.number("seed", 1));
            System.out.printf("%d texts, cosine %.4f over %d held out%n", texts.size(), head.cosine(), head.heldOut());
            compare(set, test, asked -> vectors(encoder, asked), asked -> mapped(head.map(), vectors(small, asked)));
        }
    }

    /** Queries, and beginnings of documents read as queries. */
    private static List<EncodingInput> texts(BenchmarkSet train, int most) {
        List<EncodingInput> texts = new ArrayList<>();
        train.queries().values().forEach(text -> texts.add(EncodingInput.query(text)));
        train.folder().forEachDocument(document -> {
            if (texts.size() < most) {
                String text = document.text();
                texts.add(EncodingInput.query(text.substring(0, Math.min(text.length(), LONGEST))));
            }
        });
        return texts;
    }

    private void calibration(RefreshSet set, BenchmarkSet train, BenchmarkSet test) {
        CalibrationOptions usual = CalibrationOptions.DEFAULTS;
        CalibrationOptions options = usual.withEpochs((int) settings.number("epochs", usual.epochs()))
                .withLearningRate(new LearningRate(
                        settings.number("rate", usual.learningRate().peak()), 0.1));
        List<QueryScores> learned = samples(set, train);
        Map<String, Calibration> calibrations = new LinkedHashMap<>();
        calibrations.put("line", GlobalLine.fit(learned));
        calibrations.put("z-score", ZScoreLine.fit(learned));
        for (Form form : Form.values()) {
            calibrations.put(
                    form.name().toLowerCase(Locale.ROOT),
                    CosineAdapterTrainer.fit(learned, options.withForm(form), step -> {}));
        }
        for (BenchmarkSet asked : List.of(test, RefreshSet.unseen(test, train))) {
            List<QueryScores> samples = samples(set, asked);
            calibrations.forEach((name, one) -> print(asked.label() + " " + name, CalibrationMetrics.of(one, samples)));
        }
    }

    private List<QueryScores> samples(RefreshSet set, BenchmarkSet asked) {
        List<LabeledQuery> labels = set.labeled(asked, 0);
        return new CosineSamples(set.vectors(), (int) settings.number("depth", 100))
                .of(base(set, asked, labels), labels);
    }

    private static void print(String what, CalibrationMetrics metrics) {
        System.out.printf(
                "%-40s PR-AUC %.4f, P@R80 %.4f, P@R95 %.4f, filtered %.3f, null %.3f, ECE %.4f%n",
                what,
                metrics.prAuc(),
                metrics.precisionAtRecall80(),
                metrics.precisionAtRecall95(),
                metrics.filtered(),
                metrics.nullRate(),
                metrics.calibrationError());
    }

    /** Returns the vectors of the queries that have labels, which come in the order of all. */
    private float[][] base(RefreshSet set, BenchmarkSet asked, List<LabeledQuery> labeled) {
        List<int[]> tokens = set.tokens(asked);
        List<String> texts = List.copyOf(asked.queries().values());
        List<EncodingInput> found = new ArrayList<>();
        for (int i = 0; i < texts.size() && found.size() < labeled.size(); i++) {
            if (Arrays.equals(tokens.get(i), labeled.get(found.size()).tokens())) {
                found.add(EncodingInput.query(texts.get(i)));
            }
        }
        return vectors(encoder, found);
    }

    private static void compare(
            RefreshSet set,
            BenchmarkSet asked,
            Function<BenchmarkSet, float[][]> before,
            Function<BenchmarkSet, float[][]> after) {
        float[][] old = before.apply(asked);
        float[][] own = after.apply(asked);
        RefreshBenchmark.print(asked.label() + " dense", set.dense(asked, old), set.dense(asked, own));
        RefreshBenchmark.print(asked.label() + " hybrid", set.hybrid(asked, old), set.hybrid(asked, own));
    }
}
