package io.vizsla.query.training;

import io.quarkus.logging.Log;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.query.Demonstrations;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.query.port.Searcher;
import io.vizsla.query.port.Searcher.Found;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.HeldOut;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.retrieval.calibration.LearnedCalibration;
import io.vizsla.retrieval.calibration.LogitLine;
import io.vizsla.retrieval.calibration.LogitLineFit;
import io.vizsla.retrieval.calibration.Ranking;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Learns what a collection's scores mean where a trained model reads its queries: judged queries are searched with by the
 * vectors that the check had for them, and a line takes the probabilities to what turned out. What nobody judged counts as
 * not relevant.
 */
final class ScoreLesson {

    /** Of more, so many are drawn: two numbers are learned of each ranking. */
    private static final int MOST_QUERIES = 300;

    private static final int FEWEST_QUERIES = 20;

    /** Relevant hits, below which nothing is learned of a ranking. */
    private static final int FEWEST_RELEVANT = 10;

    /** As many hits of each search as are looked at by people, and as the usual coefficients were fitted to. */
    private static final int DEPTH = 20;

    private final TrainingData data;
    private final Searcher searcher;

    ScoreLesson(TrainingData data, Searcher searcher) {
        this.data = data;
        this.searcher = searcher;
    }

    /**
     * Writes it beside the model that a job has trained, if there is anything to learn from and the documents are still those
     * that the model's queries are for.
     *
     * @param goOn called with each search; what it throws ends the lesson
     */
    void write(CollectionSpec spec, RefreshFolder folder, RefreshJob job, Runnable goOn) {
        delete(folder);
        HeldOut heldOut = folder.read(HeldOut.NAME, HeldOut.class).orElse(null);
        if (heldOut == null || !data.space(spec).equals(job.space())) {
            return;
        }
        RefreshSettings settings = job.settings();
        List<RefreshQuery> asked = new ArrayList<>(folder.data().queries().stream()
                .filter(query -> query.origin().isJudged() && heldOut.vectors().containsKey(query.id()))
                .toList());
        Collections.shuffle(asked, new Random(settings.seed()));
        List<RefreshQuery> drawn = asked.subList(0, Math.min(MOST_QUERIES, asked.size()));
        // A student's token vectors are of another model than the passages'.
        boolean keepsTokens = settings.kind() != RefreshKind.STUDENT;
        learn(spec, drawn, heldOut, keepsTokens, goOn).ifPresent(learned -> write(learned, folder));
    }

    private Optional<LearnedCalibration> learn(
            CollectionSpec spec, List<RefreshQuery> asked, HeldOut heldOut, boolean keepsTokens, Runnable goOn) {
        if (asked.size() < FEWEST_QUERIES) {
            return Optional.empty();
        }
        OpenCollection collection = searched(spec, asked, heldOut, keepsTokens);
        Map<Ranking, List<LogitLineFit.Sample>> samples = new EnumMap<>(Ranking.class);
        for (RefreshQuery query : asked) {
            for (Mode mode : Mode.values()) {
                goOn.run();
                add(samples, searcher.search(collection, asked(query, mode)), query.gains());
            }
        }
        Map<Ranking, LogitLine> lines = new EnumMap<>(Ranking.class);
        samples.forEach((ranking, seen) -> {
            if (seen.stream().filter(LogitLineFit.Sample::relevant).count() >= FEWEST_RELEVANT) {
                lines.put(ranking, LogitLineFit.fit(seen));
            }
        });
        return lines.isEmpty() ? Optional.empty() : Optional.of(new LearnedCalibration(spec.name(), lines));
    }

    private OpenCollection searched(
            CollectionSpec spec, List<RefreshQuery> asked, HeldOut heldOut, boolean keepsTokens) {
        Map<String, float[]> vectors = new HashMap<>();
        for (RefreshQuery query : asked) {
            float[] vector = heldOut.vectors().get(query.id());
            if (vector != null) {
                vectors.put(query.text(), vector);
            }
        }
        OpenCollection plain = data.plain(spec);
        return new OpenCollection(spec, new HeldOutEncoder(plain.encoder(), vectors, keepsTokens), plain.index());
    }

    /** Examples would tell the query its own answer. */
    private static Query asked(RefreshQuery query, Mode mode) {
        return new Query(
                query.text(),
                mode,
                DEPTH,
                new Instruction(query.instruction()),
                Demonstrations.NONE,
                null,
                0,
                false,
                true);
    }

    private static void add(Map<Ranking, List<LogitLineFit.Sample>> samples, Found found, Map<String, Double> gains) {
        ranking(found).ifPresent(ranking -> {
            List<LogitLineFit.Sample> seen = samples.computeIfAbsent(ranking, any -> new ArrayList<>());
            for (Hit hit : found.hits().list()) {
                boolean isRelevant = gains.getOrDefault(hit.id().document().id(), 0.0) > 0;
                seen.add(new LogitLineFit.Sample(hit.score(), isRelevant));
            }
        });
    }

    private static Optional<Ranking> ranking(Found found) {
        return Optional.ofNullable(found.steps()).orElse(List.of()).stream()
                .filter(step -> "calibrate".equals(step.get("step")))
                .map(step -> Ranking.valueOf(String.valueOf(step.get("ranking")).toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static void write(LearnedCalibration learned, RefreshFolder folder) {
        folder.writeBesideModel(LearnedCalibration.FILE, learned.text());
        Log.infof("Scores of %s are corrected by %s", learned.collection(), learned.lines());
    }

    /** What an earlier attempt wrote may be of documents that are gone. */
    private static void delete(RefreshFolder folder) {
        try {
            Files.deleteIfExists(folder.model().resolve(LearnedCalibration.FILE));
        } catch (IOException failed) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the calibration cannot be deleted: " + failed.getMessage(), failed);
        }
    }
}
