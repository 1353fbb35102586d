package io.vizsla.benchmarks;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.QuerySideEncoder;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.evaluation.DocumentRanking;
import io.vizsla.evaluation.Evaluation;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.Run;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.pairs.Pair;
import io.vizsla.refresh.pairs.PairSources;
import io.vizsla.refresh.pairs.PassageTexts;
import io.vizsla.refresh.pairs.Questioner;
import io.vizsla.retrieval.PipelineOptions;
import io.vizsla.retrieval.PipelineParts;
import io.vizsla.retrieval.SearchPipeline;
import io.vizsla.training.adapter.RidgeHead;
import io.vizsla.training.encoder.EncoderForm;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.DifferentiableGraph;
import io.vizsla.training.graph.Precision;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.student.StudentOptions;
import io.vizsla.training.student.StudentTrainer;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.TrainerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much of a large model's search a small one keeps that reads the queries on the large one's index: of its own through a
 * fitted map, and trained to land on the large one's vectors. Texts to learn from are made of the corpus; no judgement is
 * read. The trained model is written as a folder and asked as it is served.
 *
 * <p>Arguments: a folder for models and indexes, a set whose queries are learned beside them or {@code none}, the set to ask,
 * and settings as {@code name=value}: {@code texts} (made of the corpus, 5000), {@code epochs} (3), {@code rate} (1e-4),
 * {@code lists} (0.5), {@code temperature} (0.02), {@code batch} (32), {@code seed} (1), {@code precision} (bf16),
 * {@code words} (1 if the vectors of words move too, 0), {@code rounds} (of the timing, 5),
 * {@code quick} (1 to ask by exact search alone, to choose settings by, 0), {@code reuse}
 * (1 to ask the model that an earlier run of the same settings left, 0).
 */
public final class StudentBenchmark {

    private static final String STUDENT = "all-minilm-l6-v2";
    private static final int DEPTH = 100;
    private static final int BATCH = 64;
    private static final double NANOS = 1e9;

    private final Path work;
    private final Settings settings;
    private final OnnxBiEncoder teacher;
    private final OnnxBiEncoder plain;
    private final BeirCollection collection;

    private StudentBenchmark(
            Path work, Settings settings, OnnxBiEncoder teacher, OnnxBiEncoder plain, BeirCollection collection) {
        this.work = work;
        this.settings = settings;
        this.teacher = teacher;
        this.plain = plain;
        this.collection = collection;
    }

    /** Runs the benchmark and prints a table. */
    public static void main(String[] args) throws IOException {
        Path work = Path.of(args[0]);
        BenchmarkSet test = BenchmarkSet.of(args[2]);
        LucenePassageIndexes indexes = new LucenePassageIndexes(work.resolve("index-int8"), LuceneOptions.DEFAULTS);
        try (OnnxBiEncoder teacher = open(BuiltInModels.ensure(work.resolve("models"), BuiltInModels.DEFAULT), "fp32");
                OnnxBiEncoder plain = open(student(work), "fp32");
                BeirCollection collection = BeirCollection.open(test.folder(), indexes, teacher)) {
            new StudentBenchmark(work, Settings.of(args, 3), teacher, plain, collection)
                    .run(args[1].equals("none") ? null : BenchmarkSet.of(args[1]), test);
        }
    }

    private static ModelFolder student(Path work) {
        return BuiltInModels.ensure(work.resolve("models"), STUDENT);
    }

    private static OnnxBiEncoder open(ModelFolder model, String queries) {
        return OnnxBiEncoder.open(
                model.path(),
                model.manifest(),
                EncoderOptions.defaults()
                        .withPrecision(
                                PrecisionChoice.of("precision", queries), PrecisionChoice.of("precision", "int8"))
                        .withCacheBytes(0));
    }

    private void run(@Nullable BenchmarkSet learned, BenchmarkSet test) throws IOException {
        List<EncodingInput> texts = texts(learned);
        float[][] targets = vectors(teacher, texts);
        AffineMap start = RidgeHead.fit(vectors(plain, texts), targets, seed()).map();
        long begin = System.nanoTime();
        ModelFolder written = settings.number("reuse", 0) > 0
                ? ModelFolder.open(work.resolve("student"))
                : train(texts, targets, start);
        System.out.printf(
                Locale.ROOT, "%d texts, %s, %.0f s%n", texts.size(), settings, (System.nanoTime() - begin) / NANOS);
        AffineMap map = Objects.requireNonNull(written.queryMap());
        if (settings.number("quick", 0) > 0) {
            compare(test, start, map, written);
            return;
        }
        for (String precision : List.of("fp32", "int8")) {
            try (OnnxBiEncoder trained = open(written, precision);
                    OnnxBiEncoder whole =
                            open(BuiltInModels.ensure(work.resolve("models"), BuiltInModels.DEFAULT), precision)) {
                ask(precision, test, whole, start, trained, map);
                time(precision, test, whole, new QuerySideEncoder(teacher, trained, map, false));
            }
        }
    }

    private long seed() {
        return (long) settings.number("seed", 1);
    }

    private List<EncodingInput> texts(@Nullable BenchmarkSet learned) {
        int most = (int) settings.number("texts", 5000);
        PassageTexts passages = PassageTexts.of(collection.collection().index(), most, seed());
        List<EncodingInput> texts = new ArrayList<>();
        for (Pair pair : PairSources.mixed(passages, Questioner.NONE, most, seed())) {
            texts.add(EncodingInput.query(pair.query()));
        }
        if (learned != null) {
            learned.queries().values().forEach(text -> texts.add(EncodingInput.query(text)));
        }
        return texts;
    }

    private static float[][] vectors(Encoder encoder, List<EncodingInput> texts) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<EncodingInput> batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
            vectors.addAll(Arrays.asList(encoder.encode(batch).dense()));
        }
        return vectors.toArray(float[][]::new);
    }

    private ModelFolder train(List<EncodingInput> texts, float[][] targets, AffineMap start) throws IOException {
        ModelFolder base = student(work);
        Precision precision = Precision.valueOf(
                settings.values().getOrDefault("precision", "bf16").toUpperCase(Locale.ROOT));
        boolean words = settings.number("words", 0) > 0;
        try (TrainableEncoder student = new TrainableEncoder(
                        DifferentiableGraph.open(base.path().resolve("model.onnx"), precision),
                        EncoderForm.of(base.manifest(), "last_hidden_state"));
                FrozenPassages passages = new FrozenPassages(new RefreshSet(collection, teacher).vectors());
                StudentTrainer trainer = new StudentTrainer(
                        student,
                        student.train(name -> words || !name.contains("embeddings.word"))
                                .values(),
                        start,
                        passages,
                        options())) {
            trainer.train(texts.stream().map(plain::tokenIds).toList(), targets, report -> {
                if (report.step() % 50 == 0 || report.step() == 1) {
                    System.out.printf(
                            Locale.ROOT, "step %d of %d, loss %.4f%n", report.step(), report.steps(), report.loss());
                }
            });
            return new StudentFolder(base, teacher.card().space().id())
                    .write(work.resolve("student"), student.graph(), trainer.map());
        }
    }

    private StudentOptions options() {
        StudentOptions usual = StudentOptions.DEFAULTS;
        TrainerOptions loop = usual.loop();
        return new StudentOptions(
                settings.number("lists", usual.lists()),
                settings.number("temperature", usual.temperature()),
                new TrainerOptions(
                        (int) settings.number("epochs", loop.epochs()),
                        (int) settings.number("batch", loop.batch()),
                        new LearningRate(
                                settings.number("rate", loop.learningRate().peak()), 0.1),
                        loop.optimizer(),
                        loop.clip(),
                        loop.passages(),
                        seed()));
    }

    /** Exact search by single-precision queries, to choose settings by. */
    private void compare(BenchmarkSet asked, AffineMap start, AffineMap learned, ModelFolder written) {
        RefreshSet set = new RefreshSet(collection, teacher);
        List<EncodingInput> queries =
                asked.queries().values().stream().map(EncodingInput::query).toList();
        double all = mean(set.dense(asked, vectors(teacher, queries)));
        double untrained = mean(set.dense(asked, mapped(start, vectors(plain, queries))));
        try (OnnxBiEncoder trained = open(written, "fp32")) {
            double own = mean(set.dense(asked, mapped(learned, vectors(trained, queries))));
            System.out.printf(
                    Locale.ROOT, "quick dense: teacher %.4f, map alone %.4f, trained %.4f%n", all, untrained, own);
        }
    }

    private static double mean(Evaluation evaluation) {
        return evaluation.meanOverJudged(RefreshSet.METRIC);
    }

    private static float[][] mapped(AffineMap map, float[][] vectors) {
        return Arrays.stream(vectors).map(map::apply).toArray(float[][]::new);
    }

    private void ask(
            String precision,
            BenchmarkSet test,
            Encoder whole,
            AffineMap start,
            OnnxBiEncoder trained,
            AffineMap learned) {
        OpenCollection plainly = collection.collection();
        Encoder queriedByTeacher = new QuerySideEncoder(teacher, whole, null, true);
        Encoder untrained = new QuerySideEncoder(teacher, plain, start, false);
        Encoder student = new QuerySideEncoder(teacher, trained, learned, false);
        for (Mode mode : List.of(Mode.DENSE, Mode.HYBRID)) {
            double all = score(plainly, queriedByTeacher, test, mode);
            System.out.printf(
                    Locale.ROOT,
                    "%s %s %s: teacher %.4f, map alone %s, trained %s%n",
                    test.label(),
                    precision,
                    mode.id(),
                    all,
                    share(score(plainly, untrained, test, mode), all),
                    share(score(plainly, student, test, mode), all));
        }
        double both = scoreWithoutTokens(plainly, whole, test);
        System.out.printf(
                Locale.ROOT,
                "%s %s hybrid of vectors and words alone: teacher %.4f, trained %s%n",
                test.label(),
                precision,
                both,
                share(score(plainly, student, test, Mode.HYBRID), both));
    }

    private static String share(double value, double all) {
        return String.format(Locale.ROOT, "%.4f (%.1f %%)", value, 100 * value / all);
    }

    private static double scoreWithoutTokens(OpenCollection plain, Encoder whole, BenchmarkSet asked) {
        return score(plain, new QuerySideEncoder(plain.encoder(), whole, null, false), asked, Mode.HYBRID);
    }

    private static double score(OpenCollection plain, Encoder encoder, BenchmarkSet asked, Mode mode) {
        OpenCollection opened = new OpenCollection(plain.spec(), encoder, plain.index());
        SearchPipeline pipeline = new SearchPipeline(PipelineParts.with(null));
        PipelineOptions options = PipelineOptions.of(Map.of()).withSelect(new PipelineOptions.SelectOptions(1));
        Run.Builder run = Run.builder();
        asked.queries()
                .forEach((id, text) -> run.add(
                        id,
                        DocumentRanking.of(pipeline.search(opened, Query.of(text, mode, DEPTH), options)
                                .hits())));
        Evaluation evaluation = Evaluator.evaluate(asked.qrels(), run.build(), List.of(RefreshSet.METRIC));
        return mean(evaluation);
    }

    /** One query at a time, both models in turn, so that whatever else runs slows both. */
    private void time(String precision, BenchmarkSet test, Encoder whole, Encoder student) {
        List<Double> large = new ArrayList<>();
        List<Double> small = new ArrayList<>();
        for (int round = 0; round <= settings.number("rounds", 5); round++) {
            for (String text : test.queries().values()) {
                double slow = seconds(whole, text);
                double fast = seconds(student, text);
                if (round > 0) {
                    large.add(slow);
                    small.add(fast);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s, one query at a time, median: teacher %.2f ms, student with its map %.2f ms, ratio %.2f%n",
                precision,
                1000 * median(large),
                1000 * median(small),
                median(small) / median(large));
    }

    private static double seconds(Encoder encoder, String text) {
        long begin = System.nanoTime();
        encoder.encode(List.of(EncodingInput.query(text)));
        return (System.nanoTime() - begin) / NANOS;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
