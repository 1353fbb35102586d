package io.vizsla.api.passage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that was found.
 *
 * @param score what the list is ordered by; a calibrated probability in 0..1 once the pipeline has ended, before that
 *     whatever the last step made of the signals
 * @param rank counts from 1
 * @param chunk the content, null until somebody needs it: most candidates never do
 */
public record Hit(
        ChunkId id,
        double score,
        int rank,
        Signals signals,
        @Nullable Chunk chunk) {

    public Hit {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(signals, "signals");
    }

    /** Returns a candidate without content. */
    public static Hit candidate(ChunkId id, double score, Signals signals) {
        return new Hit(id, score, 0, signals, null);
    }

    /** Returns a copy with this score. */
    public Hit withScore(double newScore) {
        return new Hit(id, newScore, rank, signals, chunk);
    }

    /** Returns a copy with this rank. */
    public Hit withRank(int newRank) {
        return new Hit(id, score, newRank, signals, chunk);
    }

    /** Returns a copy that also carries this signal. */
    public Hit withSignal(Signal signal, double value) {
        return new Hit(id, score, rank, signals.with(signal, value), chunk);
    }

    /** Returns a copy with its content. */
    public Hit withChunk(Chunk content) {
        return new Hit(id, score, rank, signals, content);
    }
}
