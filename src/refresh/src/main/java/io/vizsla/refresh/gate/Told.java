package io.vizsla.refresh.gate;

import io.vizsla.refresh.job.Comparison;
import java.util.Locale;

/** What was measured, in words. */
final class Told {

    private Told() {}

    static String change(String where, Comparison one) {
        return String.format(
                Locale.ROOT,
                "On %d queries of %s, nDCG@10 goes from %.4f to %.4f (%+.4f, 95 %% interval %+.4f to %+.4f).",
                one.queries(),
                where,
                one.before(),
                one.after(),
                one.difference(),
                one.low(),
                one.high());
    }

    /** Logarithms are for the table; of a factor people can think something. */
    static String likelihood(Comparison one) {
        return String.format(
                Locale.ROOT,
                "What is relevant becomes %.2f times as likely (95 %% interval %.2f to %.2f).",
                Math.exp(one.difference()),
                Math.exp(one.low()),
                Math.exp(one.high()));
    }
}
