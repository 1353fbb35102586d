package io.vizsla.benchmarks;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.evaluation.DocumentGroups;
import io.vizsla.evaluation.Evaluation;
import io.vizsla.evaluation.Fold;
import io.vizsla.evaluation.Qrels;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.training.encoder.EncoderForm;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.DifferentiableGraph;
import io.vizsla.training.graph.Precision;
import io.vizsla.training.mining.Candidate;
import io.vizsla.training.mining.HardNegativeMiner;
import io.vizsla.training.mining.Mined;
import io.vizsla.training.mining.MiningOptions;
import io.vizsla.training.mining.Ranking;
import io.vizsla.training.objective.Mixture;
import io.vizsla.training.optimizer.LearningRate;
import io.vizsla.training.space.SpaceMaps;
import io.vizsla.training.space.VectorPairs;
import io.vizsla.training.trainer.BothSidesOptions;
import io.vizsla.training.trainer.BothSidesTrainer;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.LabeledQuery;
import io.vizsla.training.trainer.PairedQuery;
import io.vizsla.training.trainer.TrainerOptions;
import io.vizsla.training.trainer.WeightAverage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What training both sides of a model brings, queries and passages, and what of it is left on the index of the model before,
 * through maps that were fitted to passages or to queries. Printed for each share of the way from the old weights to the
 * trained ones. {@code test} leaves the model as a folder whose map takes its queries to the old index.
 *
 * <p>Arguments: {@code fold} or {@code test}; a folder for models and indexes; the set to learn from; the set to ask, which
 * {@code fold} leaves alone: it learns two thirds of the first set and asks the rest, which shares no document with them,
 * of a sample of the passages; and settings as {@code name=value}: {@code model} (all-minilm-l6-v2), {@code epochs} (2),
 * {@code rate} (2e-5), {@code batch} (16), {@code drift} (10), {@code anchor} (1), {@code negatives} (2), {@code soft} (0.5),
 * {@code tokens} (of a passage that are read, 96 in training), {@code shares} (1), {@code sample} (passages of a fold, 2000),
 * {@code precision} (bf16), {@code seed} (1).
 */
public final class BothSidesBenchmark {

    private static final double TEMPERATURE = 0.02;
    private static final double TEACHER_TEMPERATURE = 0.7;
    private static final int BATCH = 32;
    private static final int ASKED_TOKENS = 128;
    private static final double NANOS = 1e9;

    private final Path work;
    private final Settings settings;
    private final ModelFolder model;
    private final OnnxBiEncoder base;

    private BothSidesBenchmark(Path work, Settings settings, ModelFolder model, OnnxBiEncoder base) {
        this.work = work;
        this.settings = settings;
        this.model = model;
        this.base = base;
    }

    /** Runs the benchmark and prints a table. */
    public static void main(String[] args) throws IOException {
        Path work = Path.of(args[1]);
        Settings settings = Settings.of(args, 4);
        BenchmarkSet train = BenchmarkSet.of(args[2]);
        BenchmarkSet test = BenchmarkSet.of(args[3]);
        ModelFolder model = BuiltInModels.ensure(
                work.resolve("models"), settings.values().getOrDefault("model", "all-minilm-l6-v2"));
        LucenePassageIndexes indexes = new LucenePassageIndexes(work.resolve("index-int8"), LuceneOptions.DEFAULTS);
        try (OnnxBiEncoder chunker = open(BuiltInModels.ensure(work.resolve("models"), BuiltInModels.DEFAULT), true);
                OnnxBiEncoder base = open(model, false);
                BeirCollection collection = BeirCollection.open(train.folder(), indexes, chunker)) {
            RefreshSet passages = new RefreshSet(collection, chunker);
            BothSidesBenchmark benchmark = new BothSidesBenchmark(work, settings, model, base);
            if (args[0].equals("fold")) {
                benchmark.fold(passages, train);
            } else {
                benchmark.test(passages, train, test);
            }
        }
    }

    private static OnnxBiEncoder open(ModelFolder model, boolean withTokens) {
        return OnnxBiEncoder.open(
                model.path(),
                model.manifest(),
                EncoderOptions.defaults()
                        .withPrecision(PrecisionChoice.of("precision", "int8"), PrecisionChoice.of("precision", "fp32"))
                        .withTokenVectors(withTokens)
                        .withCacheBytes(0));
    }

    /** Learns a part of the queries and asks the others, among a sample of the passages. */
    private void fold(RefreshSet passages, BenchmarkSet train) throws IOException {
        List<String> ids = List.copyOf(train.queries().keySet());
        List<List<Integer>> groups = DocumentGroups.of(
                ids.stream().map(id -> train.qrels().of(id).keySet()).toList());
        Fold fold = Fold.of(groups, 3, seed()).getFirst();
        BenchmarkSet learned = part(train, ids, fold.learned());
        BenchmarkSet asked = part(train, ids, fold.asked());
        TreeSet<Integer> some = new TreeSet<>(passages.relevant(train));
        List<Integer> all = new ArrayList<>(
                IntStream.range(0, passages.vectors().length).boxed().toList());
        Collections.shuffle(all, new Random(seed()));
        all.stream()
                .limit((long) settings.number("sample", 2000))
                .filter(place -> some.size() < settings.number("sample", 2000))
                .forEach(some::add);
        List<Integer> places = List.copyOf(some);
        List<String> texts = passages.texts();
        List<int[]> tokens = tokens(places.stream().map(texts::get).toList(), ASKED_TOKENS);
        try (TrainableEncoder encoder = trainable()) {
            float[][] before = sorted(encoder, tokens);
            float[][] plain = encoder.vectors(queryTokens(asked), BATCH);
            float[][] taught = encoder.vectors(queryTokens(learned), BATCH);
            RefreshSet old = passages.with(base, places, before);
            Tuned tuned = new Tuned(encoder, old, tokens, learned);
            tuned.forEachShare(share -> {
                float[][] after = sorted(encoder, tokens);
                print(
                        share,
                        List.of(asked),
                        old,
                        passages.with(base, places, after),
                        Map.of(asked, new Queries(plain, encoder.vectors(queryTokens(asked), BATCH))),
                        new Queries(taught, encoder.vectors(queryTokens(learned), BATCH)));
            });
        }
    }

    /** Learns all queries and asks the other set of all passages, each model as it is served. */
    private void test(RefreshSet passages, BenchmarkSet train, BenchmarkSet test) throws IOException {
        List<Integer> places =
                IntStream.range(0, passages.vectors().length).boxed().toList();
        List<String> texts = passages.texts();
        RefreshSet old = passages.with(base, places, served(base, texts));
        BenchmarkSet unseen = RefreshSet.unseen(test, train);
        List<BenchmarkSet> sets = List.of(test, unseen, seen(test, unseen));
        try (TrainableEncoder encoder = trainable()) {
            Tuned tuned = new Tuned(encoder, old, tokens(texts, (int) settings.number("tokens", 96)), train);
            tuned.forEachShare(share -> {
                StudentFolder folder =
                        new StudentFolder(model, base.card().space().id());
                Path target = work.resolve("both-sides");
                ModelFolder written = folder.write(
                        target, encoder.graph(), AffineMap.identity(base.card().dimension()));
                try (OnnxBiEncoder after = open(written, false)) {
                    RefreshSet fresh = passages.with(after, places, served(after, texts));
                    Map<BenchmarkSet, Queries> queries = new LinkedHashMap<>();
                    sets.forEach(set -> queries.put(set, new Queries(queries(base, set), queries(after, set))));
                    print(share, sets, old, fresh, queries, new Queries(queries(base, train), queries(after, train)));
                    SpaceMaps ways = SpaceMaps.fit(new VectorPairs(fresh.vectors(), old.vectors()), seed());
                    folder.write(target, encoder.graph(), ways.best().map());
                }
            });
        }
    }

    private static BenchmarkSet seen(BenchmarkSet test, BenchmarkSet unseen) {
        List<String> ids = List.copyOf(test.queries().keySet());
        List<Integer> others = IntStream.range(0, ids.size())
                .filter(i -> !unseen.queries().containsKey(ids.get(i)))
                .boxed()
                .toList();
        BenchmarkSet part = part(test, ids, others);
        return new BenchmarkSet(
                part.folder(), part.split(), test.label() + ", seen documents", part.qrels(), part.queries());
    }

    private static BenchmarkSet part(BenchmarkSet set, List<String> ids, List<Integer> places) {
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int place : places) {
            grades.put(ids.get(place), set.qrels().of(ids.get(place)));
            texts.put(ids.get(place), set.queries().get(ids.get(place)));
        }
        return new BenchmarkSet(set.folder(), set.split(), set.label() + ", a part", Qrels.of(grades), texts);
    }

    private long seed() {
        return (long) settings.number("seed", 1);
    }

    private TrainableEncoder trainable() throws IOException {
        Precision precision = Precision.valueOf(
                settings.values().getOrDefault("precision", "bf16").toUpperCase(Locale.ROOT));
        return new TrainableEncoder(
                DifferentiableGraph.open(model.path().resolve("model.onnx"), precision),
                EncoderForm.of(model.manifest(), "last_hidden_state"));
    }

    private List<int[]> queryTokens(BenchmarkSet set) {
        return set.queries().values().stream()
                .map(text -> base.tokenIds(EncodingInput.query(text)))
                .toList();
    }

    /** Returns the first tokens of passages; the last one, which ends a text, stays. */
    private List<int[]> tokens(List<String> texts, int most) {
        return texts.stream()
                .map(text -> base.tokenIds(EncodingInput.passage(text)))
                .map(ids -> {
                    int[] cut = Arrays.copyOf(ids, Math.min(most, ids.length));
                    cut[cut.length - 1] = ids[ids.length - 1];
                    return cut;
                })
                .toList();
    }

    private static float[][] sorted(TrainableEncoder encoder, List<int[]> texts) {
        List<Integer> order = IntStream.range(0, texts.size())
                .boxed()
                .sorted((a, b) -> Integer.compare(texts.get(a).length, texts.get(b).length))
                .toList();
        float[][] vectors = encoder.vectors(order.stream().map(texts::get).toList(), BATCH);
        float[][] placed = new float[vectors.length][];
        for (int i = 0; i < placed.length; i++) {
            placed[order.get(i)] = vectors[i];
        }
        return placed;
    }

    private static float[][] served(OnnxBiEncoder encoder, List<String> texts) {
        return encoder.encode(texts.stream().map(EncodingInput::passage).toList())
                .dense();
    }

    private static float[][] queries(OnnxBiEncoder encoder, BenchmarkSet set) {
        return encoder.encode(set.queries().values().stream()
                        .map(EncodingInput::query)
                        .toList())
                .dense();
    }

    /** What is done with weights at some share of the way. */
    private interface AtShare {
        void run(double share) throws IOException;
    }

    /** A model that is trained, once. */
    private final class Tuned {

        private final TrainableEncoder encoder;
        private final RefreshSet old;
        private final List<int[]> texts;
        private final BenchmarkSet learned;

        Tuned(TrainableEncoder encoder, RefreshSet old, List<int[]> texts, BenchmarkSet learned) {
            this.encoder = encoder;
            this.old = old;
            this.texts = texts;
            this.learned = learned;
        }

        void forEachShare(AtShare action) throws IOException {
            List<Double> shares = new ArrayList<>(
                    settings.words("shares").stream().map(Double::valueOf).toList());
            shares = shares.isEmpty() ? List.of(1.0) : shares;
            Map<String, Tensor> weights = encoder.train(name -> !name.contains("embeddings.word"));
            try (WeightAverage average = new WeightAverage(weights.values())) {
                train(weights);
                double at = 1;
                for (double share :
                        shares.stream().sorted(Collections.reverseOrder()).toList()) {
                    average.moveTo(share / at);
                    at = share;
                    action.run(share);
                }
            }
        }

        private void train(Map<String, Tensor> weights) {
            List<PairedQuery> queries = paired();
            int most = (int) settings.number("tokens", 96);
            List<int[]> cut = texts.stream()
                    .map(ids -> ids.length <= most ? ids : shortened(ids, most))
                    .toList();
            long begin = System.nanoTime();
            try (FrozenPassages passages = new FrozenPassages(old.vectors());
                    BothSidesTrainer trainer = new BothSidesTrainer(
                            encoder,
                            weights.values(),
                            passages,
                            Mixture.ofLabels(settings.number("soft", 0.5), TEMPERATURE, TEACHER_TEMPERATURE),
                            options())) {
                trainer.train(queries, cut, report -> {
                    if (report.step() % 10 == 0 || report.step() == 1) {
                        System.out.printf(
                                Locale.ROOT,
                                "step %d of %d, loss %.4f, %.0f s%n",
                                report.step(),
                                report.steps(),
                                report.loss(),
                                (System.nanoTime() - begin) / NANOS);
                    }
                });
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d queries, %s, %.0f s on %d threads%n",
                    queries.size(),
                    settings,
                    (System.nanoTime() - begin) / NANOS,
                    torch.get_num_threads());
        }

        /** Which passages are no negatives, the teacher says before the relevant ones are raised. */
        private List<PairedQuery> paired() {
            List<LabeledQuery> raised = old.labeled(learned, 1);
            List<LabeledQuery> plain = old.labeled(learned, 0);
            HardNegativeMiner miner = new HardNegativeMiner(MiningOptions.DEFAULTS, old.vectors());
            List<PairedQuery> paired = new ArrayList<>();
            for (int i = 0; i < raised.size(); i++) {
                List<Candidate> candidates = plain.get(i).teacher().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new Candidate(entry.getKey(), entry.getValue()))
                        .toList();
                Set<Integer> relevant = raised.get(i).gains().keySet();
                Mined mined = miner.mine(new Ranking(candidates, relevant), i);
                LabeledQuery own = raised.get(i);
                paired.add(new PairedQuery(
                        new LabeledQuery(own.tokens(), own.gains(), own.teacher(), mined.suspected()),
                        mined.negatives().stream()
                                .limit((long) settings.number("negatives", 2))
                                .toList()));
            }
            return paired;
        }

        private BothSidesOptions options() {
            BothSidesOptions usual = BothSidesOptions.DEFAULTS;
            TrainerOptions loop = usual.loop();
            return new BothSidesOptions(
                    settings.number("drift", usual.drift()),
                    settings.number("anchor", usual.anchor()),
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
    }

    private static int[] shortened(int[] ids, int most) {
        int[] cut = Arrays.copyOf(ids, most);
        cut[most - 1] = ids[ids.length - 1];
        return cut;
    }

    /** The vectors of the same queries before training and after it. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Queries(float[][] before, float[][] after) {}

    private void print(
            double share,
            List<BenchmarkSet> sets,
            RefreshSet old,
            RefreshSet fresh,
            Map<BenchmarkSet, Queries> queries,
            Queries learned) {
        SpaceMaps byBoth = SpaceMaps.fit(
                new VectorPairs(learned.after(), learned.before()),
                new VectorPairs(fresh.vectors(), old.vectors()),
                seed());
        SpaceMaps byPassages = SpaceMaps.fit(new VectorPairs(fresh.vectors(), old.vectors()), seed());
        SpaceMaps byQueries = SpaceMaps.fit(new VectorPairs(learned.after(), learned.before()), seed());
        System.out.printf(
                Locale.ROOT,
                "share %.2f: mean cosine of passages with what they were %.4f, of queries %.4f; coherence of their"
                        + " shifts %.2f and %.2f%n",
                share,
                byPassages.of(SpaceMaps.Kind.NONE).orElseThrow().cosine(),
                byQueries.of(SpaceMaps.Kind.NONE).orElseThrow().cosine(),
                byPassages.coherence(),
                byQueries.coherence());
        for (BenchmarkSet set : sets) {
            Queries own = Objects.requireNonNull(queries.get(set));
            Evaluation before = old.dense(set, own.before());
            Evaluation after = fresh.dense(set, own.after());
            RefreshBenchmark.print(set.label() + " dense", before, after);
            RefreshBenchmark.print(
                    set.label() + " hybrid", old.hybrid(set, own.before()), fresh.hybrid(set, own.after()));
            double whole = after.meanOverJudged(RefreshSet.METRIC);
            byBoth.maps().forEach(way -> printOld("both", way, set, own.after(), old, whole));
            byPassages.maps().stream()
                    .filter(way -> way.kind() != SpaceMaps.Kind.NONE)
                    .forEach(way -> printOld("passages", way, set, own.after(), old, whole));
            byQueries.maps().stream()
                    .filter(way -> way.kind() != SpaceMaps.Kind.NONE)
                    .forEach(way -> printOld("queries", way, set, own.after(), old, whole));
        }
    }

    private static void printOld(
            String fitted, SpaceMaps.Candidate way, BenchmarkSet set, float[][] queries, RefreshSet old, double whole) {
        float[][] mapped = Arrays.stream(queries).map(way.map()::apply).toArray(float[][]::new);
        double kept = old.dense(set, mapped).meanOverJudged(RefreshSet.METRIC);
        System.out.printf(
                Locale.ROOT,
                "  on the old index, %s by %s (cosine %.4f, agreement %.4f): %.4f, %.1f %% of the re-indexed%n",
                way.kind(),
                fitted,
                way.cosine(),
                way.agreement(),
                kept,
                100 * kept / whole);
    }
}
