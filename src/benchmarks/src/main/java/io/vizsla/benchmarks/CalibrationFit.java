package io.vizsla.benchmarks;

import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.benchmarks.LogisticFit.Row;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.retrieval.PipelineOptions;
import io.vizsla.retrieval.PipelineOptions.SelectOptions;
import io.vizsla.retrieval.PipelineOptions.TokenOptions;
import io.vizsla.retrieval.calibration.Ranking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fits the coefficients that turn scores into probabilities for the built-in default model: a logistic model of the first
 * 20 hits of judged queries, what is not judged counted as not relevant, and of queries about something else, whose hits
 * are all not relevant. Prints the calibration error on the set it was fitted on and on another.
 *
 * <p>Arguments: a folder for models and indexes, the precision as for {@link FusionBenchmark}, the sets to fit on
 * joined by commas, a set whose queries are foreign to them, the set to check on (each as {@link BenchmarkSet} reads it),
 * the file to write.
 */
public final class CalibrationFit {

    private static final String[] NAMES = {"bias", "score", "relative", "dense", "tokens", "lexical", "rarity"};
    private static final boolean[] RISING = {false, true, true, true, true, true, false};
    private static final int CANDIDATES = 100;

    private final Encoder encoder;
    private final PassageIndexes indexes;
    private final CalibrationSamples samples = new CalibrationSamples();

    /** A kind of ranking, how to search for it, and which features mean the same in every collection. */
    private record Kind(Ranking ranking, Mode mode, PipelineOptions options, boolean[] used) {}

    private CalibrationFit(Encoder encoder, PassageIndexes indexes) {
        this.encoder = encoder;
        this.indexes = indexes;
    }

    /** Runs the fit. */
    public static void main(String[] args) throws IOException {
        Path work = Path.of(args[0]);
        try (Encoder encoder = FusionBenchmark.encoder(work, args[1])) {
            PassageIndexes indexes =
                    new LucenePassageIndexes(work.resolve("index-" + args[1].split(":")[0]), LuceneOptions.DEFAULTS);
            String fitted = new CalibrationFit(encoder, indexes)
                    .fit(
                            Stream.of(args[2].split(",")).map(BenchmarkSet::of).toList(),
                            BenchmarkSet.of(args[3]),
                            BenchmarkSet.of(args[4]));
            Files.writeString(Path.of(args[5]), fitted);
        }
    }

    private String fit(List<BenchmarkSet> on, BenchmarkSet foreign, BenchmarkSet check) {
        StringBuilder file = new StringBuilder("# Fitted by CalibrationFit on "
                + on.stream().map(BenchmarkSet::label).collect(Collectors.joining(", ")) + " with queries of "
                + foreign.label() + " as foreign ones.\n");
        for (Kind kind : kinds()) {
            Map<String, List<Row>> rows = new LinkedHashMap<>();
            for (BenchmarkSet set : on) {
                double weight =
                        (double) set.queries().size() / foreign.queries().size();
                rows.put(set.label(), rows(set, set, kind, 1));
                rows.put("foreign queries on " + set.label(), rows(set, foreign, kind, weight));
            }
            double[] weights =
                    LogisticFit.fit(rows.values().stream().flatMap(List::stream).toList(), kind.used(), RISING);
            rows.put(check.label(), rows(check, check, kind, 1));
            String id = kind.ranking().id();
            write(file, id, weights);
            rows.forEach((name, some) -> comment(file, id + ", " + name, weights, some));
        }
        return file.toString();
    }

    private static List<Kind> kinds() {
        PipelineOptions all = PipelineOptions.DEFAULTS.withSelect(new SelectOptions(CANDIDATES));
        PipelineOptions plain = all.withTokens(new TokenOptions(false, 1, 0));
        return List.of(
                new Kind(Ranking.DENSE, Mode.DENSE, all, used(true, true, false, false, true)),
                new Kind(Ranking.LEXICAL, Mode.LEXICAL, all, used(false, false, false, true, true)),
                new Kind(Ranking.HYBRID, Mode.HYBRID, plain, used(false, true, false, true, true)),
                new Kind(Ranking.TOKENS, Mode.HYBRID, all, used(false, true, true, true, true)));
    }

    private static boolean[] used(boolean score, boolean dense, boolean tokens, boolean lexical, boolean rarity) {
        return new boolean[] {true, score, true, dense, tokens, lexical, rarity};
    }

    private List<Row> rows(BenchmarkSet corpus, BenchmarkSet queries, Kind kind, double weight) {
        List<Row> rows = new ArrayList<>();
        try (BeirCollection collection = BeirCollection.open(corpus.folder(), indexes, encoder)) {
            queries.queries().forEach((id, text) -> {
                Map<String, Integer> grades =
                        corpus.equals(queries) ? corpus.qrels().of(id) : Map.of();
                Query query = Query.of(text, kind.mode(), CANDIDATES);
                rows.addAll(samples.of(collection.collection(), query, kind.options(), grades, weight));
            });
        }
        return rows;
    }

    private static void write(StringBuilder file, String id, double[] weights) {
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                file.append(String.format(Locale.ROOT, "%s.%s=%.6f%n", id, NAMES[i], weights[i]));
            }
        }
    }

    private static void comment(StringBuilder file, String what, double[] weights, List<Row> rows) {
        Reliability reliability = Reliability.of(rows.stream()
                .map(row -> new Reliability.Outcome(LogisticFit.probability(weights, row.features()), row.relevant()))
                .toList());
        String line = String.format(
                Locale.ROOT,
                "# %s: ECE %.4f, Brier %.4f, mean predicted %.4f, mean observed %.4f, %d hits",
                what,
                reliability.expectedError(),
                reliability.brier(),
                reliability.meanPredicted(),
                reliability.meanObserved(),
                rows.size());
        System.out.println(line);
        file.append(line).append('\n');
    }
}
