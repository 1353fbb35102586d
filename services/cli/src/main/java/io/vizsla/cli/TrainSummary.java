package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Tells what came of a training job. */
final class TrainSummary {

    private final Session session;

    TrainSummary(Session session) {
        this.session = session;
    }

    /** Returns the exit code: a model that is not better is a result, not a failure. */
    int print(JsonNode job) {
        String state = job.path("state").asText();
        boolean isVerdict = state.equals("PASSED") || state.equals("REFUSED");
        if (session.json()) {
            session.print(job);
            return isVerdict ? ExitCode.OK : ExitCode.FAILED;
        }
        if (!isVerdict) {
            session.tell(session.terminal()
                    .red("The model was not refreshed: "
                            + Printable.of(job.path("error").asText(state.toLowerCase(Locale.ROOT)))));
            return ExitCode.FAILED;
        }
        if (job.hasNonNull("replayOf")) {
            replay(job, state.equals("PASSED"));
            return ExitCode.OK;
        }
        table(job);
        verdict(job, state.equals("PASSED"));
        session.print("Report: " + session.client().url()
                + VizslaClient.path("v1", "training", job.path("id").asText(), "report"));
        return ExitCode.OK;
    }

    private void table(JsonNode job) {
        boolean isStudent = isStudent(job);
        Table table = new Table(
                "SEARCH",
                "QUERIES",
                isStudent ? "TEACHER" : "BEFORE",
                isStudent ? "STUDENT" : "AFTER",
                "DIFFERENCE",
                "P");
        job.path("comparisons")
                .forEach(one -> table.row(
                        name(one),
                        one.path("queries").asInt(),
                        number("%.4f", one.path("before").asDouble()),
                        number("%.4f", one.path("after").asDouble()),
                        number(
                                "%+.4f",
                                one.path("after").asDouble()
                                        - one.path("before").asDouble()),
                        number("%.3f", one.path("p").asDouble())));
        table.print(session);
    }

    private void replay(JsonNode job, boolean isSame) {
        String reason = Printable.of(job.at("/reasons/0").asText());
        session.print(
                isSame ? session.terminal().green(reason) : session.terminal().yellow(reason));
    }

    private static String name(JsonNode one) {
        String name = Printable.of(one.path("name").asText());
        return switch (one.path("group").asText()) {
            case "unseen" -> name + ", documents not learned";
            case "seen" -> name + ", documents learned";
            default -> "guard " + name;
        };
    }

    private void verdict(JsonNode job, boolean isPassed) {
        String model = Printable.of(job.path("model").asText());
        boolean serves = job.path("promoted").asBoolean();
        String words = judgement(isPassed, isStudent(job)) + ": " + model
                + (serves ? serves(job) : isPassed ? " is kept." : " is kept and does not serve.");
        session.print(
                isPassed ? session.terminal().green(words) : session.terminal().yellow(words));
        job.path("reasons").forEach(reason -> session.print("  " + Printable.of(reason.asText())));
        if (isPassed && serves && isOfQueries(job)) {
            session.print("Back again: ./vizsla models rollback "
                    + Printable.of(job.path("collection").asText()));
        }
    }

    /** A student is not there to find more, but to find nearly as much in less time. */
    private static String judgement(boolean isPassed, boolean isStudent) {
        if (isStudent) {
            return isPassed ? "Keeps enough of its teacher" : "Keeps too little of its teacher";
        }
        return isPassed ? "Better" : "Not better";
    }

    private static String serves(JsonNode job) {
        return isOfQueries(job)
                ? " reads the queries now."
                : " reads both sides; the documents are being indexed anew.";
    }

    private static boolean isOfQueries(JsonNode job) {
        return job.path("strategy").asText("query-only").equals("query-only");
    }

    private static boolean isStudent(JsonNode job) {
        return job.path("kind").asText().equals("student");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
