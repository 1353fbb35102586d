package io.vizsla.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.evaluation.PairedBootstrap;
import io.vizsla.retrieval.fit.FitQuery;
import io.vizsla.retrieval.fit.FitSet;
import io.vizsla.retrieval.fit.FitTrial;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a blend does to queries that it was not chosen on.
 *
 * @param repeated the gain of queries that were asked before; empty without any
 * @param fresh the gain of new ones
 */
record FitCheck(Optional<PairedBootstrap.Result> repeated, Optional<PairedBootstrap.Result> fresh) {

    static FitCheck of(DemonstrationBlend blend, List<FitSet> sets) {
        return new FitCheck(gains(blend, sets, FitSet::repeated), gains(blend, sets, FitSet::fresh));
    }

    private static Optional<PairedBootstrap.Result> gains(
            DemonstrationBlend blend, List<FitSet> sets, Function<FitSet, List<FitQuery>> kind) {
        Map<String, Double> gains = new HashMap<>();
        sets.stream()
                .flatMap(set -> kind.apply(set).stream())
                .forEach(query -> gains.put("q" + gains.size(), query.gain(blend)));
        return gains.isEmpty() ? Optional.empty() : Optional.of(PairedBootstrap.DEFAULT.compare(gains, Map.of()));
    }

    /** Returns whether one kind of queries gains for certain and neither loses, for certain, so much that it counts. */
    boolean holds() {
        return (gains(repeated) || gains(fresh)) && bearable(repeated) && bearable(fresh);
    }

    private static boolean gains(Optional<PairedBootstrap.Result> kind) {
        return kind.isPresent() && kind.get().low() > 0;
    }

    /** A loss above what is bearable must be chance: the interval of few queries is wide and would excuse nearly any other. */
    private static boolean bearable(Optional<PairedBootstrap.Result> kind) {
        return kind.isEmpty()
                || kind.get().difference() >= -FitTrial.BEARABLE
                || kind.get().high() >= 0;
    }

    /** Returns both gains in words. */
    String told() {
        return "asked before " + told(repeated) + "; new " + told(fresh);
    }

    private static String told(Optional<PairedBootstrap.Result> kind) {
        return kind.map(result -> String.format(
                        Locale.ROOT,
                        "%+.4f (%+.4f to %+.4f, %d queries)",
                        result.difference(),
                        result.low(),
                        result.high(),
                        result.queries()))
                .orElse("none");
    }

    /** Returns both gains for programs. */
    ObjectNode json() {
        ObjectNode json = Json.object().put("holds", holds());
        repeated.ifPresent(result -> put(json.putObject("askedBefore"), result));
        fresh.ifPresent(result -> put(json.putObject("new"), result));
        return json;
    }

    private static void put(ObjectNode json, PairedBootstrap.Result result) {
        json.put("queries", result.queries())
                .put("gain", result.difference())
                .put("low", result.low())
                .put("high", result.high())
                .put("p", result.p());
    }
}
