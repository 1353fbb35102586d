package io.vizsla.benchmarks;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.QuerySideEncoder;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.evaluation.DocumentRanking;
import io.vizsla.evaluation.Evaluation;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.Measure;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.PairedBootstrap;
import io.vizsla.evaluation.Qrels;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.SharedDocuments;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.data.RefreshExport;
import io.vizsla.refresh.data.RerankSignal;
import io.vizsla.refresh.data.TokenSignal;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.LearnedPairs;
import io.vizsla.refresh.job.Negatives;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.refresh.pairs.Pair;
import io.vizsla.refresh.pairs.PairSource;
import io.vizsla.refresh.pairs.PairSources;
import io.vizsla.refresh.pairs.PassageTexts;
import io.vizsla.refresh.pairs.Questioner;
import io.vizsla.retrieval.CollectionSignals;
import io.vizsla.retrieval.PipelineOptions;
import io.vizsla.retrieval.PipelineParts;
import io.vizsla.retrieval.SearchPipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a refresh from few judgements brings, gate and all, as an instance does it: some judged queries of one split,
 * the queries of another asked afterwards through the search pipeline, the documents untouched. Several draws, each a
 * row.
 *
 * <p>Arguments: a folder for models and indexes, the set to learn from, the set to ask, and settings as
 * {@code name=value}: {@code judged} (queries to learn from, 50), {@code seeds} (how many draws, 5), {@code kind}
 * (query-encoder), {@code guards} (sets that must not lose, separated by commas), and any of the refresh's own:
 * {@code epochs}, {@code soft}, {@code rate}, {@code raise}, {@code precision}, {@code folds}, {@code rank},
 * {@code pairs}, {@code negatives}, {@code batch}, {@code drift}. With {@code ask=no} the set to ask is left alone: settings are chosen by
 * what the gate measures. A model that reads passages too is told of by the gate alone. Of queries that are made: {@code made} (how many, 1000) and {@code source} (one
 * kind of them, else all). With {@code pairs=label-free} the judged queries are only asked by the gate.
 */
public final class FewJudgementsBenchmark {

    private static final Metric METRIC = Metric.of(Measure.NDCG, 10);
    private static final int DEPTH = 100;
    private static final double NANOS = 1e9;

    private final Map<String, String> settings;
    private final ModelFolder model;
    private final LucenePassageIndexes indexes;
    private final OnnxBiEncoder encoder;
    private final Path work;
    private final Map<String, List<Double>> columns = new LinkedHashMap<>();

    private final RecipeFindings findings = new RecipeFindings();

    /** What was found before any refresh, by set and mode: the same for all draws. */
    private final Map<String, Run> before = new HashMap<>();

    private FewJudgementsBenchmark(
            Path work,
            Map<String, String> settings,
            ModelFolder model,
            LucenePassageIndexes indexes,
            OnnxBiEncoder encoder) {
        this.work = work;
        this.settings = settings;
        this.model = model;
        this.indexes = indexes;
        this.encoder = encoder;
    }

    /** Runs the benchmark and prints a row for each draw and their means. */
    public static void main(String[] args) throws IOException, InterruptedException {
        measure(args);
    }

    /** As {@link #main}, and returns what the models found. */
    static RecipeFindings measure(String[] args) throws IOException, InterruptedException {
        Path work = Path.of(args[0]);
        Map<String, String> settings = new TreeMap<>();
        for (int i = 3; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        ModelFolder model = BuiltInModels.ensure(work.resolve("models"), BuiltInModels.DEFAULT);
        LucenePassageIndexes indexes = new LucenePassageIndexes(work.resolve("index-int8"), LuceneOptions.DEFAULTS);
        try (OnnxBiEncoder encoder = encoder(model)) {
            FewJudgementsBenchmark benchmark = new FewJudgementsBenchmark(work, settings, model, indexes, encoder);
            benchmark.run(BenchmarkSet.of(args[1]), BenchmarkSet.of(args[2]));
            return benchmark.findings;
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

    private void run(BenchmarkSet train, BenchmarkSet test) throws IOException, InterruptedException {
        List<BenchmarkSet> guards = new ArrayList<>();
        for (String guard : settings.getOrDefault("guards", "").split(",")) {
            if (!guard.isBlank()) {
                guards.add(BenchmarkSet.of(guard));
            }
        }
        System.out.println("settings " + settings);
        int seeds = Integer.parseInt(settings.getOrDefault("seeds", "5"));
        for (int seed = 1; seed <= seeds; seed++) {
            draw(train, test, guards, seed);
        }
        StringBuilder means = new StringBuilder("mean");
        columns.forEach((name, values) -> means.append(String.format(
                ", %s %+.4f",
                name, values.stream().mapToDouble(x -> x).average().orElse(0))));
        System.out.println(means + " " + settings);
    }

    private void draw(BenchmarkSet train, BenchmarkSet test, List<BenchmarkSet> guards, int seed)
            throws IOException, InterruptedException {
        int count = Integer.parseInt(settings.getOrDefault("judged", "50"));
        List<String> ids = new ArrayList<>(train.queries().keySet());
        Collections.shuffle(ids, new Random(seed));
        List<String> learned = ids.subList(0, Math.min(count, ids.size()));
        RefreshFolder folder = new RefreshFolder(work.resolve("refresh-" + learned.size() + "-" + seed));
        io.vizsla.models.FolderWriter.delete(folder.path());
        long start = System.nanoTime();
        RefreshOutcome outcome;
        try (BeirCollection collection = BeirCollection.open(train.folder(), indexes, encoder)) {
            outcome = refresh(folder, collection.collection(), train, learned, seed);
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        System.out.printf(
                "draw %d: %d judged queries, %s, %.1f s %s%n",
                seed, learned.size(), outcome.state(), seconds, outcome.seconds());
        if (outcome.state() == RefreshOutcome.State.FAILED) {
            System.out.println("  " + outcome.error());
            return;
        }
        for (Comparison one : outcome.comparisons()) {
            System.out.printf(
                    "  gate %s %s: %d queries, %.4f -> %.4f (%+.4f, p %.3f)%n",
                    one.name(), one.group(), one.queries(), one.before(), one.after(), one.difference(), one.p());
        }
        add("seconds", seconds);
        add("passed", outcome.state() == RefreshOutcome.State.PASSED ? 1 : 0);
        boolean isOfQueries = !refreshSettings(seed).kind().movesPassages();
        if (isOfQueries && !settings.getOrDefault("ask", "yes").equals("no")) {
            ask(folder, train, test, learned, guards);
        }
    }

    private RefreshOutcome refresh(
            RefreshFolder folder, OpenCollection open, BenchmarkSet train, List<String> learned, int seed)
            throws IOException, InterruptedException {
        CollectionSignals signals = new CollectionSignals();
        List<Judgement> judgements = new ArrayList<>();
        for (String id : learned) {
            train.qrels()
                    .of(id)
                    .forEach((document, grade) -> judgements.add(new Judgement(
                            new DocumentRef(open.spec().name(), document),
                            Objects.requireNonNull(train.queries().get(id)),
                            null,
                            Math.min(Judgement.BEST, grade),
                            Judgement.Source.JUDGED,
                            null,
                            Instant.EPOCH)));
        }
        RefreshExport export = new RefreshExport(
                open,
                settings.getOrDefault("tokens", "no").equals("no") ? TokenSignal.NONE : signals::tokens,
                RerankSignal.NONE,
                signals::wordShare,
                DEPTH,
                50_000,
                refreshSettings(seed).kind().movesPassages(),
                seed);
        folder.write(export.of(judgements, pairs().areMade() ? made(open, seed) : List.of()));
        folder.write(
                "job",
                new RefreshJob(
                        "seed-" + seed,
                        open.spec().name(),
                        model.path().toAbsolutePath().toString(),
                        "knowledge",
                        encoder.card().space().id(),
                        "refreshed-" + seed,
                        refreshSettings(seed),
                        Map.of()));
        return RefreshProcess.run(folder);
    }

    private List<Pair> made(OpenCollection open, int seed) {
        int most = (int) number("made", 1000);
        List<PairSource> wanted = PairSources.all(Questioner.NONE).stream()
                .filter(source -> source.name().equals(settings.get("source")))
                .toList();
        PassageTexts texts = PassageTexts.of(open.index(), 4 * most, seed);
        return wanted.isEmpty()
                ? PairSources.mixed(texts, Questioner.NONE, most, seed)
                : wanted.getFirst().of(texts, most, seed);
    }

    private RefreshSettings refreshSettings(int seed) {
        RefreshSettings usual = RefreshSettings.DEFAULTS;
        return RefreshSettings.DEFAULTS
                .with()
                .kind(RefreshKind.of(
                        "kind", settings.getOrDefault("kind", usual.kind().id())))
                .epochs((int) number("epochs", usual.epochs()))
                .batch((int) number("batch", usual.batch()))
                .rate(number("rate", usual.rate()))
                .soft(number("soft", usual.soft()))
                .temperature(number("temperature", usual.temperature()))
                .teacherTemperature(number("teacherTemperature", usual.teacherTemperature()))
                .raise(number("raise", usual.raise()))
                .precision(settings.getOrDefault("precision", usual.precision()))
                .threads((int) number("threads", usual.threads()))
                .folds((int) number("folds", usual.folds()))
                .seed(seed)
                .rank((int) number("rank", usual.rank()))
                .pairs(pairs())
                .drift(number("drift", usual.drift()))
                .negatives(Negatives.of(
                        "negatives",
                        settings.getOrDefault("negatives", usual.negatives().id())))
                .build();
    }

    private LearnedPairs pairs() {
        return LearnedPairs.of("pairs", settings.getOrDefault("pairs", LearnedPairs.JUDGED.id()));
    }

    private double number(String name, double usual) {
        return Double.parseDouble(settings.getOrDefault(name, String.valueOf(usual)));
    }

    private void ask(
            RefreshFolder folder,
            BenchmarkSet train,
            BenchmarkSet test,
            List<String> learned,
            List<BenchmarkSet> guards)
            throws IOException {
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        learned.forEach(id -> grades.put(id, train.qrels().of(id)));
        Qrels unseen = SharedDocuments.of(test.qrels(), Qrels.of(grades)).apart();
        ModelFolder written = ModelFolder.open(folder.model());
        try (OnnxBiEncoder queries = OnnxBiEncoder.open(
                written.path(),
                written.manifest(),
                EncoderOptions.defaults()
                        .withPrecision(PrecisionChoice.of("precision", "fp32"), PrecisionChoice.of("precision", "fp32"))
                        .withCacheBytes(0))) {
            AffineMap map = written.queryMap();
            QuerySideEncoder trained = new QuerySideEncoder(encoder, queries, map, true);
            compare(test, unseen, trained, "");
            for (BenchmarkSet guard : guards) {
                compare(guard, null, trained, guard.label() + " ");
            }
        }
    }

    private void compare(
            BenchmarkSet asked,
            @org.jspecify.annotations.Nullable Qrels unseen,
            QuerySideEncoder trained,
            String prefix) {
        try (BeirCollection collection = BeirCollection.open(asked.folder(), indexes, encoder)) {
            OpenCollection plain = collection.collection();
            OpenCollection refreshed = new OpenCollection(plain.spec(), trained, plain.index());
            for (Mode mode : List.of(Mode.DENSE, Mode.HYBRID)) {
                Run old = before.computeIfAbsent(asked.label() + " " + mode.id(), any -> run(plain, asked, mode));
                Run after = run(refreshed, asked, mode);
                print(prefix + mode.id(), asked.qrels(), old, after);
                if (unseen != null) {
                    print(prefix + mode.id() + " unseen", unseen, old, after);
                }
            }
        }
    }

    private static Run run(OpenCollection collection, BenchmarkSet asked, Mode mode) {
        SearchPipeline pipeline = new SearchPipeline(PipelineParts.with(null));
        PipelineOptions options = PipelineOptions.of(Map.of()).withSelect(new PipelineOptions.SelectOptions(1));
        Run.Builder run = Run.builder();
        asked.queries()
                .forEach((id, text) -> run.add(
                        id,
                        DocumentRanking.of(pipeline.search(collection, Query.of(text, mode, DEPTH), options)
                                .hits())));
        return run.build();
    }

    private void print(String what, Qrels qrels, Run before, Run after) {
        Evaluation old = Evaluator.evaluate(qrels, before, List.of(METRIC));
        Evaluation fresh = Evaluator.evaluate(qrels, after, List.of(METRIC));
        PairedBootstrap.Result result = PairedBootstrap.DEFAULT.compare(fresh, old, METRIC);
        System.out.printf(
                "  %-30s %4d queries %.4f -> %.4f, %+.4f (p %.4f)%n",
                what,
                result.queries(),
                old.meanOverJudged(METRIC),
                fresh.meanOverJudged(METRIC),
                result.difference(),
                result.p());
        add(what, result.difference());
        findings.add(what, fresh.values(METRIC));
    }

    private void add(String column, double value) {
        columns.computeIfAbsent(column, any -> new ArrayList<>()).add(value);
    }
}
