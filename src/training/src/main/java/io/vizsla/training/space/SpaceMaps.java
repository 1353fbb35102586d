package io.vizsla.training.space;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ways from a new model's space to the old one's, so that the new model's queries are served on the old index at once:
 * as they are, shifted by the mean difference of both ({@code q' = norm(q - D)}, {@code D = mean(new - old)}), by an
 * affine map, and, where passages moved too, by the map that keeps scores. Held-out pairs tell which is best.
 *
 * <p>Query Drift Compensation, arXiv 2506.00037; D is theirs, the other maps ours.
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
        /** Turned, stretched and shifted, to where the old model has the same text. */
        AFFINE,
        /** Turned and stretched, to where old passages get the scores that the new ones have. */
        SCORES
    }

    /**
     * One of the ways.
     *
     * @param cosine mean over held-out pairs, of a map that was fitted without them
     * @param agreement mean over held-out queries of the correlation of their scores with held-out passages, mapped on the
     *     old vectors and plain on the new ones, of a map that was fitted without them; NaN where passages stay, or there are
     *     too few to ask
     */
    public record Candidate(Kind kind, AffineMap map, double cosine, double agreement) {}

    public SpaceMaps {
        maps = List.copyOf(maps);
    }

    /**
     * Fits the maps for queries that search passages which stay.
     *
     * @param pairs vectors of the same queries, from the new space to the old
     * @param seed of which pairs are held out
     * @throws VizslaException {@code INVALID_ARGUMENT} if fewer than two vectors differ
     */
    public static SpaceMaps fit(VectorPairs pairs, long seed) {
        return fit(pairs, TunedRidge.split(pairs, seed), null, seed);
    }

    /**
     * Fits the maps for queries that search passages which move too.
     *
     * @param queries vectors of the same queries, from the new space to the old
     * @param passages vectors of the same passages, as well
     * @param seed of which pairs are held out
     * @throws VizslaException {@code INVALID_ARGUMENT} if fewer than two vectors differ
     */
    public static SpaceMaps fit(VectorPairs queries, VectorPairs passages, long seed) {
        VectorPairs all = queries.and(passages);
        HeldOut asked = HeldOut.of(queries, seed).orElse(null);
        HeldOut searched = HeldOut.of(passages, seed).orElse(null);
        if (asked == null || searched == null || searched.asked().count() < 2) {
            return fit(all, seed);
        }
        HeldOut split = new HeldOut(
                asked.learned().and(searched.learned()), asked.asked().and(searched.asked()));
        ScoreAgreement agreement = new ScoreAgreement(asked.asked().from(), searched.asked());
        SpaceMaps usual = fit(all, split, agreement, seed);
        List<Candidate> maps = new ArrayList<>(usual.maps());
        maps.add(scores(passages, searched, split, agreement, seed));
        return new SpaceMaps(maps, usual.strength(), usual.coherence(), usual.heldOut());
    }

    private static SpaceMaps fit(VectorPairs pairs, HeldOut split, @Nullable ScoreAgreement agreement, long seed) {
        boolean isSameDimension = pairs.in() == pairs.out();
        Ridge.Toward toward = toward(pairs);
        TunedRidge ridge = TunedRidge.fit(pairs, split, toward, seed);
        List<Candidate> maps = new ArrayList<>();
        if (isSameDimension) {
            AffineMap none = AffineMap.identity(pairs.in());
            maps.add(candidate(Kind.NONE, none, none, split, agreement));
            AffineMap shift = Shifts.of(split.learned()).map();
            maps.add(candidate(Kind.SHIFT, Shifts.of(pairs).map(), shift, split, agreement));
        }
        maps.add(candidate(Kind.AFFINE, ridge.map(), ridge.learned(), split, agreement));
        double coherence = isSameDimension ? Shifts.of(pairs).coherence() : 0;
        return new SpaceMaps(maps, ridge.strength(), coherence, ridge.heldOut());
    }

    private static Candidate scores(
            VectorPairs passages, HeldOut searched, HeldOut split, ScoreAgreement agreement, long seed) {
        VectorPairs forward = ScoreMap.forward(passages);
        HeldOut parts = new HeldOut(ScoreMap.forward(searched.learned()), ScoreMap.forward(searched.asked()));
        Ridge.Toward toward = toward(forward);
        double strength = TunedRidge.fit(forward, parts, toward, seed).strength();
        return candidate(
                Kind.SCORES,
                ScoreMap.fit(forward, toward, strength),
                ScoreMap.fit(parts.learned(), toward, strength),
                split,
                agreement);
    }

    /** What is told of a map is measured on one that was fitted without the pairs that are asked. */
    private static Candidate candidate(
            Kind kind, AffineMap map, AffineMap learned, HeldOut split, @Nullable ScoreAgreement agreement) {
        return new Candidate(
                kind, map, split.asked().cosine(learned), agreement == null ? Double.NaN : agreement.of(learned));
    }

    private static Ridge.Toward toward(VectorPairs pairs) {
        return pairs.in() == pairs.out() ? Ridge.Toward.IDENTITY : Ridge.Toward.ZERO;
    }

    /** Returns the way that keeps scores best where that was asked, else the one whose cosine is highest; of equals the simplest. */
    public Candidate best() {
        Candidate best = maps.getFirst();
        for (Candidate other : maps) {
            best = merit(other) > merit(best) ? other : best;
        }
        return best;
    }

    private static double merit(Candidate way) {
        return Double.isNaN(way.agreement()) ? way.cosine() : way.agreement();
    }

    /** Returns one of the ways, if there is such between these dimensions. */
    public Optional<Candidate> of(Kind kind) {
        return maps.stream().filter(candidate -> candidate.kind() == kind).findFirst();
    }
}
