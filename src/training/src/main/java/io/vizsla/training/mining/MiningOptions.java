package io.vizsla.training.mining;

import io.vizsla.api.error.VizslaException;
import org.jspecify.annotations.Nullable;

/**
 * Where negatives are taken from.
 *
 * @param margin below the relevant passage's score; null for none: whatever ranks high is taken, relevant or not
 * @param firstRank best rank that may be taken, counted from 1
 * @param lastRank worst rank that may be taken
 * @param count how many a query gets at most, 0 or more
 * @param randomShare of them that is drawn from all passages instead, in 0..1
 * @param likeness cosine to a relevant passage from which on a passage counts as a copy of it, in 0..1; above 1 for never
 * @param seed of what is drawn
 */
public record MiningOptions(
        @Nullable Margin margin,
        int firstRank,
        int lastRank,
        int count,
        double randomShare,
        double likeness,
        long seed) {

    /** Margin 5 %, ranks 1 to 100, eight of which two are random, copies from 0.95 on. */
    public static final MiningOptions DEFAULTS = new MiningOptions(new Margin(0.05, 0), 1, 100, 8, 0.25, 0.95, 1);

    /** As many from the same ranks without any suspicion: what positive-aware mining is compared with. */
    public static final MiningOptions NAIVE = new MiningOptions(null, 1, 100, 8, 0.25, 2, 1);

    public MiningOptions {
        if (firstRank < 1) {
            throw VizslaException.invalid("firstRank", String.valueOf(firstRank), "at least 1");
        }
        if (lastRank < firstRank) {
            throw VizslaException.invalid("lastRank", String.valueOf(lastRank), "at least " + firstRank);
        }
        if (count < 0) {
            throw VizslaException.invalid("count", String.valueOf(count), "0 or more");
        }
        if (!(randomShare >= 0 && randomShare <= 1)) {
            throw VizslaException.invalid("randomShare", String.valueOf(randomShare), "in 0..1");
        }
        if (!(likeness >= 0)) {
            throw VizslaException.invalid("likeness", String.valueOf(likeness), "0 or more");
        }
    }

    /** Returns how many of a query's negatives are hard ones; the others are drawn from all passages. */
    int hard() {
        return (int) Math.round(count * (1 - randomShare));
    }

    /** Returns the score that a negative must stay below, for a relevant passage's. */
    double ceiling(double relevant) {
        return margin == null ? Double.POSITIVE_INFINITY : margin.ceiling(relevant);
    }

    /** Returns a copy with another margin. */
    public MiningOptions withMargin(Margin other) {
        return new MiningOptions(other, firstRank, lastRank, count, randomShare, likeness, seed);
    }
}
