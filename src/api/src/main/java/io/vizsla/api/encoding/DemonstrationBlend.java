package io.vizsla.api.encoding;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/**
 * How worked examples move the vector of a query where the model was not trained to read them: {@code q' = norm((1 - l) q +
 * l * sum_i softmax(cos(q, q_i) / T) r_i)} over the examples' queries {@code q_i} and passages {@code r_i} (LG-ANNA's
 * in-context examples, taken from words to vectors). Of all of them only the direction counts; a query of another length than 1
 * keeps it.
 *
 * <p>How much {@code l} the examples get follows from how near the nearest of them is, as examples that have little to do
 * with a query lead it astray: nothing up to the cosine {@code from}, the whole share at {@code full}, and in
 * proportion between the two.
 *
 * @param share the largest {@code l}, 0 (examples change nothing) to below 1
 * @param temperature {@code T}, above 0: the lower, the more the nearest example counts
 * @param from cosine of query and nearest example up to which examples change nothing, -1 to 1
 * @param full cosine from which they have the whole share, {@code from} to 1
 */
public record DemonstrationBlend(double share, double temperature, double from, double full) {

    /** Examples change nothing: what a model has for which nobody chose how far its queries move. */
    public static final DemonstrationBlend NONE = new DemonstrationBlend(0, 1, 1, 1);

    public DemonstrationBlend {
        check(share >= 0 && share < 1, "share", share, "at least 0 and below 1");
        check(temperature > 0 && temperature <= 100, "temperature", temperature, "above 0 and at most 100");
        check(from >= -1 && from <= 1, "from", from, "between -1 and 1");
        check(full >= from && full <= 1, "full", full, "between from and 1");
    }

    /** Returns a blend whose share is the same however far the examples are. */
    public static DemonstrationBlend constant(double share, double temperature) {
        return new DemonstrationBlend(share, temperature, -1, -1);
    }

    /**
     * Returns the share {@code l} of the examples.
     *
     * @param nearest cosine of the query and the nearest example's query
     */
    public double share(double nearest) {
        if (nearest >= full) {
            return share;
        }
        return nearest <= from ? 0 : share * (nearest - from) / (full - from);
    }

    private static void check(boolean holds, String field, double value, String bound) {
        if (!holds) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, "demonstrations." + field, value, bound);
        }
    }
}
