package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Tells how a model that reads along compares with the one that serves. */
record ShadowPrinter(Session session, String collection) {

    private static final String NOTHING = "-";

    /** Prints what {@code GET /v1/collections/{c}/model} answers. */
    void print(JsonNode models) {
        String champion = Printable.of(models.path("champion").asText());
        if (!models.hasNonNull("challenger")) {
            session.print("The queries of " + Printable.of(collection) + " are read by " + champion
                    + ". No model reads along.");
            return;
        }
        String challenger = Printable.of(models.path("challenger").asText());
        JsonNode shadow = models.path("shadow");
        session.print(String.format(
                Locale.ROOT,
                "%s reads along with %s on %s: %d searches compared, %d left out, %d failed.",
                challenger,
                champion,
                Printable.of(collection),
                shadow.path("queries").asLong(),
                shadow.path("left").asLong(),
                shadow.path("failed").asLong()));
        Table table = new Table("", "SERVES", "READS ALONG");
        table.row("same among the first ten", "", number("%.2f", shadow.path("overlap")));
        table.row("likeness of the order", "", number("%.2f", shadow.path("rankBiasedOverlap")));
        table.row(
                "mean ms of a search",
                number("%.1f", shadow.path("championMillis")),
                number("%.1f", shadow.path("challengerMillis")));
        table.row(
                "nDCG@10 on " + shadow.path("judged").asLong() + " judged",
                number("%.4f", shadow.path("championNdcg")),
                number("%.4f", shadow.path("challengerNdcg")));
        table.print(session);
    }

    private static String number(String format, JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, format, value.asDouble()) : NOTHING;
    }
}
