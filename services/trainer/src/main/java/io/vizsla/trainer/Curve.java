package io.vizsla.trainer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws a line of values. */
final class Curve {

    private static final double WIDTH = 720;
    private static final double HEIGHT = 200;
    private static final double EDGE = 40;

    private Curve() {}

    static String svg(List<Double> values, String across, String up) {
        if (values.isEmpty()) {
            return "";
        }
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double span = high > low ? high - low : 1;
        String points = IntStream.range(0, values.size())
                .mapToObj(i -> point(i, values.size(), (values.get(i) - low) / span))
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s by %s\">"
                        + "<polyline fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" points=\"%s\"/>"
                        + "<text x=\"0\" y=\"12\">%s %.3f</text><text x=\"0\" y=\"%.0f\">%.3f</text>"
                        + "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"end\">%s %d</text></svg>",
                WIDTH,
                HEIGHT,
                Page.escaped(up),
                Page.escaped(across),
                points,
                Page.escaped(up),
                high,
                HEIGHT - 4,
                low,
                WIDTH,
                HEIGHT - 4,
                Page.escaped(across),
                values.size());
    }

    private static String point(int i, int count, double share) {
        double x = EDGE + (WIDTH - EDGE) * (count > 1 ? (double) i / (count - 1) : 0.5);
        double y = 16 + (HEIGHT - 36) * (1 - share);
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }
}
