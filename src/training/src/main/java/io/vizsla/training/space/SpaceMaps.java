package io.vizsla.training.space;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ways from a new model's space to the old one's, so that the new model's queries are served on the old index at once:
 * as they are, shifted by the mean difference of both ({@code q' = norm(q - D)}, {@code D = mean(new - old)}), and by an
 * affine map. The held-out pairs tell which is best.
 *
 * <p>Query Drift Compensation, arXiv 2506.00037; D is theirs, the affine map ours.
 *
 * @param maps fitted to all pairs, the simplest first
 * @param strength of the affine map's pull to the identity, see {@link TunedRidge}
 * @param coherence length of the mean shift over the mean length of shifts, in 0..1: 1 if all vectors moved alike; 0 if
 *     none moved, and between spaces of different dimensions
 * @param heldOut how many pairs the cosines are the mean of
 */
public record SpaceMaps(List<Candidate> maps, double strength, double coherence, int heldOut) {

    /** How vectors get from one space to another. */
    public enum Kind {
        /** They stay; only where dimensions are equal. */
        NONE,
        /** All move alike; only where dimensions are equal. */
        SHIFT,
        /** Turned, stretched and shifted. */
        AFFINE
    }

    /**
     * One of the ways.
     *
     * @param cosine mean over held-out pairs, of a map that was fitted without them
     */
    public record Candidate(Kind kind, AffineMap map, double cosine) {}

    public SpaceMaps {
        maps = List.copyOf(maps);
    }

    /**
     * Fits the maps.
     *
     * @param pairs vectors of the same queries, from the new space to the old
     * @param seed of which pairs are held out
     * @throws VizslaException {@code INVALID_ARGUMENT} if fewer than two vectors differ
     */
    public static SpaceMaps fit(VectorPairs pairs, long seed) {
        HeldOut split = TunedRidge.split(pairs, seed);
        boolean isSameDimension = pairs.in() == pairs.out();
        TunedRidge ridge =
                TunedRidge.fit(pairs, split, isSameDimension ? Ridge.Toward.IDENTITY : Ridge.Toward.ZERO, seed);
        List<Candidate> maps = new ArrayList<>();
        if (isSameDimension) {
            AffineMap none = AffineMap.identity(pairs.in());
            maps.add(new Candidate(Kind.NONE, none, split.asked().cosine(none)));
            double cosine = split.asked().cosine(Shifts.of(split.learned()).map());
            maps.add(new Candidate(Kind.SHIFT, Shifts.of(pairs).map(), cosine));
        }
        maps.add(new Candidate(Kind.AFFINE, ridge.map(), ridge.cosine()));
        double coherence = isSameDimension ? Shifts.of(pairs).coherence() : 0;
        return new SpaceMaps(maps, ridge.strength(), coherence, ridge.heldOut());
    }

    /** Returns the way whose held-out cosine is highest, of equals the simplest. */
    public Candidate best() {
        Candidate best = maps.getFirst();
        for (Candidate other : maps) {
            best = other.cosine() > best.cosine() ? other : best;
        }
        return best;
    }

    /** Returns one of the ways, if there is such between these dimensions. */
    public Optional<Candidate> of(Kind kind) {
        return maps.stream().filter(candidate -> candidate.kind() == kind).findFirst();
    }
}
