package io.vizsla.retrieval.fit;

import io.vizsla.api.encoding.DemonstrationBlend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Chooses a {@link DemonstrationBlend}: the one with the largest gain among those under which new queries lose no more than
 * {@link FitTrial#BEARABLE}. Shares and temperatures come from a fixed grid. Where the share begins and ends to grow comes
 * from how near the nearest examples of these queries are, as the cosines of one model lie elsewhere than those of another.
 */
public final class BlendFit {

    private static final List<Double> SHARES = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    private static final List<Double> TEMPERATURES = List.of(0.01, 0.02, 0.05, 0.1);
    private static final double[] QUANTILES = {0.1, 0.5, 0.9};

    private BlendFit() {}

    /** Returns the best trial of each share, the smallest share first. */
    public static List<FitTrial> curve(List<FitSet> sets) {
        List<double[]> ramps = ramps(sets);
        return SHARES.stream().map(share -> best(share, ramps, sets)).toList();
    }

    /** Returns the best trial of a curve; empty if none brings anything without harm. */
    public static Optional<FitTrial> best(List<FitTrial> curve) {
        return curve.stream()
                .filter(FitTrial::harmless)
                .filter(trial -> trial.value() > 0)
                .reduce((a, b) -> b.value() > a.value() ? b : a);
    }

    /** The first of equals is taken, and narrow ramps come before wide ones. */
    private static FitTrial best(double share, List<double[]> ramps, List<FitSet> sets) {
        return ramps.stream()
                .flatMap(ramp -> TEMPERATURES.stream()
                        .map(temperature -> new DemonstrationBlend(share, temperature, ramp[0], ramp[1])))
                .map(blend -> FitTrial.of(blend, sets))
                .reduce((a, b) -> better(b, a) ? b : a)
                .orElseThrow();
    }

    private static boolean better(FitTrial one, FitTrial other) {
        return one.harmless() == other.harmless() ? one.value() > other.value() : one.harmless();
    }

    private static List<double[]> ramps(List<FitSet> sets) {
        double[] ends = Stream.of(
                        quantiles(sets, FitSet::repeated), quantiles(sets, FitSet::fresh), DoubleStream.of(-1, 1))
                .flatMapToDouble(Function.identity())
                .sorted()
                .distinct()
                .toArray();
        List<double[]> ramps = new ArrayList<>();
        for (int from = 0; from < ends.length; from++) {
            for (int full = from + 1; full < ends.length; full++) {
                ramps.add(new double[] {ends[from], ends[full]});
            }
        }
        ramps.add(new double[] {-1, -1});
        ramps.sort(Comparator.comparingDouble(ramp -> -ramp[0] - ramp[1]));
        return ramps;
    }

    /** Two places are enough for a manifest that people read. */
    private static DoubleStream quantiles(List<FitSet> sets, Function<FitSet, List<FitQuery>> kind) {
        double[] nearest = sets.stream()
                .flatMap(set -> kind.apply(set).stream())
                .mapToDouble(FitQuery::nearest)
                .sorted()
                .toArray();
        return nearest.length == 0
                ? DoubleStream.empty()
                : DoubleStream.of(QUANTILES)
                        .map(quantile -> nearest[(int) Math.round(quantile * (nearest.length - 1))])
                        .map(cosine -> Math.round(100 * cosine) / 100.0);
    }
}
