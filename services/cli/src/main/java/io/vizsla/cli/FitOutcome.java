package io.vizsla.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.retrieval.fit.FitQuery;
import io.vizsla.retrieval.fit.FitSet;
import io.vizsla.retrieval.fit.FitTrial;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came of choosing a blend.
 *
 * @param origin the sets that it was chosen on
 * @param sets what it was chosen on
 * @param curve the best trial of each share
 * @param best the chosen one, null if none brings anything
 * @param check of the chosen one
 * @param written whether the manifest has it now
 */
record FitOutcome(
        String model,
        String origin,
        List<FitSet> sets,
        List<FitTrial> curve,
        @Nullable FitTrial best,
        @Nullable FitCheck check,
        boolean written) {

    FitOutcome asWritten() {
        return new FitOutcome(model, origin, sets, curve, best, check, true);
    }

    /** Returns the blend that the manifest should have, null if none was found that holds. */
    @Nullable
    DemonstrationBlend blend() {
        return best != null && check != null && check.holds() ? best.blend() : null;
    }

    /** Prints the curve and what came of it. */
    void print(Session session) {
        session.print("Chosen on " + origin + ", " + FitData.METRIC + " without examples: asked before "
                + bare(FitSet::repeated) + ", new " + bare(FitSet::fresh));
        Table table = new Table("SHARE", "TEMPERATURE", "FROM", "FULL", "ASKED BEFORE", "NEW", "");
        curve.forEach(trial -> table.row(
                number("%.1f", trial.blend().share()),
                number("%.2f", trial.blend().temperature()),
                number("%.2f", trial.blend().from()),
                number("%.2f", trial.blend().full()),
                number("%+.4f", trial.repeated()),
                number("%+.4f", trial.fresh()),
                trial.equals(best) ? "best" : trial.harmless() ? "" : "harms new queries"));
        table.print(session);
        if (check != null) {
            session.print("On queries that nothing was chosen on: " + check.told());
        }
        session.print(verdict());
    }

    private String bare(Function<FitSet, List<FitQuery>> kind) {
        List<FitQuery> queries =
                sets.stream().flatMap(set -> kind.apply(set).stream()).toList();
        double mean = queries.stream().mapToDouble(FitQuery::bare).average().orElse(0);
        return String.format(Locale.ROOT, "%.4f (%d queries)", mean, queries.size());
    }

    private String verdict() {
        if (blend() == null) {
            return "Examples bring nothing here that holds; the manifest of " + model + " stays as it is.";
        }
        return written
                ? "Written into the manifest of " + model + ". A running instance reads it when it starts again."
                : "Nothing is written: --dry-run.";
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Returns all of it for programs. */
    ObjectNode json() {
        ObjectNode json =
                Json.object().put("model", model).put("chosenOn", origin).put("written", written);
        ArrayNode rows = json.putArray("curve");
        curve.forEach(trial -> put(rows.addObject(), trial));
        if (best != null) {
            put(json.putObject("best"), best);
        }
        if (check != null) {
            json.set("check", check.json());
        }
        return json;
    }

    private static void put(ObjectNode json, FitTrial trial) {
        json.put("share", trial.blend().share())
                .put("temperature", trial.blend().temperature())
                .put("from", trial.blend().from())
                .put("full", trial.blend().full())
                .put("askedBefore", trial.repeated())
                .put("new", trial.fresh())
                .put("harmless", trial.harmless());
    }
}
