package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.StringJoiner;

/** Prints what the steps of a search did: the exact prompt, the examples and why, and a line for every other step. */
final class ExplainPrinter {

    private static final String INDENT = "      ";
    private static final int LONGEST_VALUE = 160;

    private final Session session;
    private final Terminal terminal;

    ExplainPrinter(Session session) {
        this.session = session;
        this.terminal = session.terminal();
    }

    void print(JsonNode explain) {
        session.print(terminal.bold("How it was found"));
        JsonNode steps = explain.path("steps");
        boolean weighed =
                steps.valueStream().anyMatch(step -> step.path("step").asText().equals("demonstrate"));
        for (JsonNode step : steps) {
            switch (step.path("step").asText()) {
                case "encode", "encodeWithExamples" -> printPrompts(step);
                // The step that weighs the examples tells of them again, with their weights.
                case "choose" -> printChosen(step, !weighed);
                case "demonstrate" -> printMoved(step);
                default -> printStep(step);
            }
        }
        session.print("");
    }

    private void printPrompts(JsonNode step) {
        if (step.hasNonNull("instruction")) {
            session.print("  instruction: " + text(step, "instruction"));
        }
        String model = text(step, "model");
        for (int i = 0; i < step.path("prompt").size(); i++) {
            long tokens = step.path("tokens").path(i).asLong();
            session.print("  prompt, " + Sizes.count(tokens, "token") + " of " + model
                    + kept(step.path("cut").path(i)) + ":");
            step.path("prompt")
                    .path(i)
                    .asText()
                    .lines()
                    .forEach(line -> session.print(INDENT + terminal.bold(Printable.of(line))));
        }
    }

    /** Returns how much of the query and its examples stands in a prompt that has not room for all. */
    private static String kept(JsonNode cut) {
        StringJoiner kept = new StringJoiner(" and ", "; too long, holds ", "").setEmptyValue("");
        if (cut.path("examples").asInt() < cut.path("ofExamples").asInt()) {
            kept.add(text(cut, "examples") + " of "
                    + Sizes.count(cut.path("ofExamples").asLong(), "example"));
        }
        if (cut.path("textTokens").asInt() < cut.path("ofTextTokens").asInt()) {
            kept.add(text(cut, "textTokens") + " of "
                    + Sizes.count(cut.path("ofTextTokens").asLong(), "token") + " of the query");
        }
        return kept.toString();
    }

    private void printChosen(JsonNode step, boolean examples) {
        long chosen = step.path("chosen").asLong();
        session.print("  examples: " + (chosen == 0 ? "none" : Sizes.count(chosen)) + " of "
                + step.path("wanted").asText() + " wanted"
                + (chosen == 0 ? "; no judged query of the collection comes into question" : ""));
        for (JsonNode dropped : step.path("dropped")) {
            session.print(INDENT + "passed over: "
                    + Sizes.count(dropped.path("count").asLong()) + ", as " + text(dropped, "reason"));
        }
        if (examples) {
            printExamples(step.path("examples"));
        }
    }

    private void printMoved(JsonNode step) {
        if (step.hasNonNull("skipped")) {
            session.print("  examples: none; " + text(step, "skipped"));
        }
        if (step.path("examples").isEmpty()) {
            return;
        }
        session.print(String.format(
                Locale.ROOT,
                "  the examples' passages make up %.0f %% of the query's vector:",
                100 * step.path("share").asDouble()));
        printExamples(step.path("examples"));
    }

    private void printExamples(JsonNode examples) {
        int number = 1;
        for (JsonNode one : examples) {
            session.print("  " + String.format(Locale.ROOT, "%3d ", number++) + terminal.bold(text(one, "query")));
            session.print(INDENT + facts(one));
            if (one.hasNonNull("passage")) {
                String passage = one.path("passage").asText().strip().replaceAll("\\s+", " ");
                session.print(
                        INDENT + terminal.faint(shortened(Printable.of(passage), terminal.width() - INDENT.length())));
            }
        }
    }

    private static String facts(JsonNode example) {
        StringJoiner facts = new StringJoiner(", ");
        facts.add(text(example, "reason"));
        facts.add(number("cosine", example));
        if (example.has("weight")) {
            facts.add(number("weight", example));
        }
        if (example.hasNonNull("chunkId")) {
            facts.add("grade " + example.path("grade").asInt() + " on " + text(example, "chunkId"));
        }
        return facts.toString();
    }

    private static String number(String field, JsonNode from) {
        return String.format(Locale.ROOT, "%s %.3f", field, from.path(field).asDouble());
    }

    private void printStep(JsonNode step) {
        StringJoiner facts = new StringJoiner(", ");
        step.properties().stream()
                .filter(fact -> !fact.getKey().equals("step"))
                .forEach(fact -> facts.add(Printable.of(fact.getKey()) + " " + shown(fact.getValue())));
        session.print("  " + text(step, "step") + ": " + facts);
    }

    /** Long lists are for --json; here they are counted. */
    private static String shown(JsonNode value) {
        if (value.isArray() && value.valueStream().anyMatch(JsonNode::isContainerNode)) {
            return "(" + value.size() + ")";
        }
        return shortened(HitPrinter.shown(value), LONGEST_VALUE);
    }

    private static String shortened(String text, int length) {
        if (text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
    }

    private static String text(JsonNode from, String field) {
        return Printable.of(from.path(field).asText());
    }
}
