package io.vizsla.trainer;

import io.vizsla.training.trainer.LabeledQuery;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws how the teacher's scores of relevant passages and of the best others lie. */
final class Margins {

    private static final int BARS = 40;
    private static final double WIDTH = 720;
    private static final double HEIGHT = 160;

    private Margins() {}

    static String svg(List<LabeledQuery> queries) {
        double[] relevant = queries.stream()
                .filter(query -> !query.teacher().isEmpty())
                .mapToDouble(query -> best(query, true))
                .filter(Double::isFinite)
                .toArray();
        double[] others = queries.stream()
                .mapToDouble(query -> best(query, false))
                .filter(Double::isFinite)
                .toArray();
        double low = Math.min(least(relevant), least(others));
        double high = Math.max(most(relevant), most(others));
        if (!(high > low)) {
            return "";
        }
        return String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"the teacher's scores\">",
                        WIDTH,
                        HEIGHT + 20)
                + bars(relevant, low, high, "#1a7f37")
                + bars(others, low, high, "#b35900")
                + String.format(
                        Locale.ROOT,
                        "<text x=\"0\" y=\"%.0f\">%.2f</text><text x=\"%.0f\" y=\"%.0f\" text-anchor=\"end\">%.2f</text>"
                                + "<text x=\"%.0f\" y=\"12\" text-anchor=\"end\">green: relevant, orange: best other</text></svg>",
                        HEIGHT + 14,
                        low,
                        WIDTH,
                        HEIGHT + 14,
                        high,
                        WIDTH);
    }

    private static double best(LabeledQuery query, boolean isRelevant) {
        return query.teacher().entrySet().stream()
                .filter(entry -> query.gains().containsKey(entry.getKey()) == isRelevant)
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(Double.NaN);
    }

    private static String bars(double[] values, double low, double high, String color) {
        int[] counts = new int[BARS];
        for (double value : values) {
            counts[Math.min(BARS - 1, (int) ((value - low) / (high - low) * BARS))]++;
        }
        int top = 1;
        for (int count : counts) {
            top = Math.max(top, count);
        }
        StringBuilder bars = new StringBuilder();
        double width = WIDTH / BARS;
        for (int i = 0; i < BARS; i++) {
            double height = (HEIGHT - 20) * counts[i] / top;
            bars.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" opacity=\"0.6\"/>",
                    i * width,
                    HEIGHT - height,
                    width - 1,
                    height,
                    color));
        }
        return bars.toString();
    }

    private static double least(double[] values) {
        return java.util.Arrays.stream(values).min().orElse(0);
    }

    private static double most(double[] values) {
        return java.util.Arrays.stream(values).max().orElse(0);
    }
}
