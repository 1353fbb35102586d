package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Prints the answer of a search for people. */
final class HitPrinter {

    private static final int INDENT = 10;
    private static final int SNIPPET_LINES = 3;

    private final Session session;
    private final boolean signals;

    HitPrinter(Session session, boolean signals) {
        this.session = session;
        this.signals = signals;
    }

    void print(JsonNode answer) {
        answer.path("hits").forEach(this::printHit);
        if (answer.path("hits").isEmpty()) {
            session.print("Nothing was found.");
        }
        if (answer.hasNonNull("explain")) {
            new ExplainPrinter(session).print(answer.path("explain"));
        }
        session.print(session.terminal().faint(footer(answer)));
    }

    private void printHit(JsonNode hit) {
        Terminal terminal = session.terminal();
        String title = Printable.of(hit.path("title").asText(""));
        String id = Printable.of(hit.path("documentId").asText());
        String head = String.format(
                Locale.ROOT,
                "%3d  %.2f ",
                hit.path("rank").asInt(),
                hit.path("score").asDouble());
        session.print(head
                + terminal.bold(title.isBlank() ? id : title)
                + (title.isBlank() ? "" : "  " + terminal.faint(id)));
        String indent = " ".repeat(INDENT);
        headings(hit).ifPresent(path -> session.print(indent + terminal.faint(path)));
        Snippet.of(hit, SNIPPET_LINES * (terminal.width() - INDENT))
                .wrapped(terminal, terminal.width() - INDENT)
                .forEach(line -> session.print(indent + line));
        if (signals) {
            session.print(indent + terminal.faint(values(hit.path("signals"), "")));
        }
        session.print("");
    }

    private static Optional<String> headings(JsonNode hit) {
        StringJoiner path = new StringJoiner(" > ");
        hit.path("headings").forEach(heading -> path.add(Printable.of(heading.asText())));
        return path.length() == 0 ? Optional.empty() : Optional.of(path.toString());
    }

    private static String footer(JsonNode answer) {
        return "model " + Printable.of(answer.path("model").asText("none")) + ", mode "
                + Printable.of(answer.path("mode").asText("hybrid")) + ", took "
                + values(answer.path("timings"), " ms");
    }

    private static String values(JsonNode values, String unit) {
        StringJoiner text = new StringJoiner(", ");
        values.properties()
                .forEach(value -> text.add(Printable.of(value.getKey()) + " " + shown(value.getValue()) + unit));
        return text.toString();
    }

    /** Returns one value for people, on one line. */
    static String shown(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return String.format(Locale.ROOT, "%.3f", value.asDouble());
        }
        return Printable.of(value.isTextual() ? value.asText() : value.toString());
    }
}
