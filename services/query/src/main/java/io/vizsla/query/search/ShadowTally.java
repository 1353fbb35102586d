package io.vizsla.query.search;

import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.Measure;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.Qrels;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.ScoredDocument;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up what a champion and a challenger found. Safe for any number of threads. */
final class ShadowTally {

    private static final int DEPTH = 10;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Metric METRIC = Metric.of(Measure.NDCG, DEPTH);

    private final String champion;
    private final String challenger;
    private long queries;
    private long left;
    private long failed;
    private long judged;
    private double overlap;
    private double likeness;
    private double championNanos;
    private double challengerNanos;
    private double championNdcg;
    private double challengerNdcg;

    ShadowTally(String champion, String challenger) {
        this.champion = champion;
        this.challenger = challenger;
    }

    /** What one of them found, and how long it took. */
    record Side(Hits hits, Duration time) {

        private List<ChunkId> best() {
            return hits.list().stream().limit(DEPTH).map(Hit::id).toList();
        }

        private double ndcg(Map<String, Integer> grades) {
            List<ScoredDocument> documents = hits.list().stream()
                    .map(hit -> hit.id().document().id())
                    .distinct()
                    .map(document -> new ScoredDocument(document, 0))
                    .toList();
            Run run = Run.builder().addInOrder("q", documents).build();
            return Evaluator.evaluate(Qrels.of(Map.of("q", grades)), run, List.of(METRIC))
                    .meanOverJudged(METRIC);
        }
    }

    /** @param grades by document, empty if nobody judged the query */
    synchronized void add(Side one, Side other, Map<String, Integer> grades) {
        queries++;
        Set<ChunkId> shared = new HashSet<>(one.best());
        shared.retainAll(new HashSet<>(other.best()));
        int most = Math.max(one.best().size(), other.best().size());
        overlap += most == 0 ? 1 : (double) shared.size() / most;
        likeness += RankBiasedOverlap.of(one.best(), other.best());
        championNanos += one.time().toNanos();
        challengerNanos += other.time().toNanos();
        if (grades.values().stream().anyMatch(grade -> grade > 0)) {
            judged++;
            championNdcg += one.ndcg(grades);
            challengerNdcg += other.ndcg(grades);
        }
    }

    synchronized void leave() {
        left++;
    }

    /** Returns how many have failed with this one. */
    synchronized long fail() {
        return ++failed;
    }

    synchronized ShadowReport report() {
        return new ShadowReport(
                champion,
                challenger,
                queries,
                left,
                failed,
                mean(overlap, queries),
                mean(likeness, queries),
                mean(championNanos / NANOS_PER_MILLI, queries),
                mean(challengerNanos / NANOS_PER_MILLI, queries),
                judged,
                mean(championNdcg, judged),
                mean(challengerNdcg, judged));
    }

    private static @Nullable Double mean(double sum, long count) {
        return count == 0 ? null : sum / count;
    }
}
