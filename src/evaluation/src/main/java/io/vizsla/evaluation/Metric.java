package io.vizsla.evaluation;

import io.vizsla.api.error.VizslaException;
import java.util.List;
import java.util.Locale;

/**
 * A measure at a cut, such as nDCG@10.
 *
 * @param k the rank after which the ranking is cut, at least 1; {@link #UNCUT} for the whole ranking
 */
public record Metric(Measure measure, int k) {

    /** The cut of a metric that looks at the whole ranking. */
    public static final int UNCUT = Integer.MAX_VALUE;

    /** What a report shows unless asked otherwise, the first one being what the rest of the platform aims at. */
    public static final List<Metric> DEFAULTS = List.of(
            of(Measure.NDCG, 10),
            of(Measure.MAP, 100),
            of(Measure.MRR, 10),
            of(Measure.RECALL, 2),
            of(Measure.RECALL, 10),
            of(Measure.RECALL, 100),
            of(Measure.PRECISION, 10),
            of(Measure.SUCCESS, 1),
            of(Measure.SUCCESS, 10),
            of(Measure.R_PRECISION, UNCUT));

    public Metric {
        if (k < 1) {
            throw VizslaException.invalid("k", k, "at least 1");
        }
    }

    /** Returns a measure at a cut. */
    public static Metric of(Measure measure, int k) {
        return new Metric(measure, k);
    }

    /**
     * Reads a name, in the form {@code nDCG@10} or in that of trec_eval, {@code ndcg_cut_10}; case does not matter.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if no measure has this name or the cut is not a number
     */
    public static Metric parse(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        for (Measure measure : Measure.values()) {
            for (String form : forms(measure)) {
                if (plain.equals(form)) {
                    return of(measure, UNCUT);
                }
                if (plain.matches("\\Q" + form + "\\E(@|_|_cut_)[1-9][0-9]{0,5}")) {
                    return of(
                            measure,
                            Integer.parseInt(plain.substring(
                                    plain.replaceAll("[0-9]+$", "").length())));
                }
            }
        }
        throw VizslaException.invalid("metric", name, "one of " + Measure.labels() + ", with @k for a cut");
    }

    private static List<String> forms(Measure measure) {
        return List.of(
                measure.label().toLowerCase(Locale.ROOT),
                measure.trecName(UNCUT).toLowerCase(Locale.ROOT));
    }

    /** Returns the name that people use, such as {@code nDCG@10}. */
    public String label() {
        return k == UNCUT ? measure.label() : measure.label() + "@" + k;
    }

    /** Returns trec_eval's name, such as {@code ndcg_cut_10}; a name in its manner where it has no such metric. */
    public String trecName() {
        return measure.trecName(k);
    }

    @Override
    public String toString() {
        return label();
    }
}
