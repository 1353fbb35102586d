package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Adds up what became of everything that was sent. Safe for any number of threads. */
final class IngestSummary {

    private static final int SHOWN = 20;

    private final ArrayNode rejected = Json.MAPPER.createArrayNode();
    private final ArrayNode failed = Json.MAPPER.createArrayNode();
    private long accepted;
    private long rejectedTotal;
    private long failedTotal;
    private long pending;

    /** Adds the answer to lines. */
    synchronized void addLines(String source, JsonNode answer) {
        accepted += answer.path("accepted").asLong();
        rejectedTotal +=
                answer.path("rejectedTotal").asLong(answer.path("rejected").size());
        answer.path("rejected")
                .forEach(
                        line -> rejected.add(Json.object().put("source", source).setAll((ObjectNode) line)));
        addFailed(answer);
    }

    /** Adds the answer to files. */
    synchronized void addFiles(String source, JsonNode answer) {
        accepted += answer.path("accepted").size();
        rejectedTotal += answer.path("rejected").size();
        answer.path("rejected")
                .forEach(file -> reject(
                        source, file.path("code").asText(), file.path("detail").asText()));
        addFailed(answer);
    }

    /** Adds a file that the instance refused as a whole. */
    synchronized void addRefused(String source, CliException refusal) {
        rejectedTotal++;
        String detail = refusal.problem()
                .map(problem -> problem.path("detail").asText())
                .orElse(String.valueOf(refusal.getMessage()));
        reject(source, refusal.code(), detail);
    }

    /** Adds a file that could not be read here. */
    synchronized void addUnreadable(String source, String detail) {
        rejectedTotal++;
        reject(source, "unreadable_file", detail);
    }

    private void reject(String source, String code, String detail) {
        rejected.add(Json.object().put("source", source).put("code", code).put("detail", detail));
    }

    private void addFailed(JsonNode answer) {
        failedTotal += answer.path("failedTotal").asLong(answer.path("failed").size());
        answer.path("failed").forEach(failed::add);
        pending += answer.path("pending").asLong(0);
    }

    /** Returns how many documents can be found, as far as is known. */
    synchronized long indexed() {
        return accepted - failedTotal - pending;
    }

    synchronized ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("accepted", accepted);
        json.set("rejected", rejected.deepCopy());
        json.put("rejectedTotal", rejectedTotal);
        json.set("failed", failed.deepCopy());
        json.put("failedTotal", failedTotal);
        return json.put("pending", pending);
    }

    synchronized int exitCode() {
        if (pending > 0) {
            return ExitCode.FAILED;
        }
        return rejectedTotal + failedTotal > 0 ? ExitCode.REJECTED : ExitCode.OK;
    }

    /** Prints what was not taken, and why. */
    synchronized void printProblems(Session session) {
        Terminal terminal = session.terminal();
        if (rejectedTotal > 0) {
            session.tell(terminal.yellow(Sizes.count(rejectedTotal) + " rejected:"));
            rejected.valueStream().limit(SHOWN).forEach(one -> session.tell("  " + place(one) + ": " + cause(one)));
            tellMore(session, rejectedTotal);
        }
        if (failedTotal > 0) {
            session.tell(terminal.yellow(Sizes.count(failedTotal) + " accepted, but not usable:"));
            failed.valueStream()
                    .limit(SHOWN)
                    .forEach(one ->
                            session.tell("  " + Printable.of(one.path("id").asText()) + ": " + cause(one)));
            tellMore(session, failedTotal);
        }
        if (pending > 0) {
            session.tell(terminal.yellow(Sizes.count(pending, "document")
                    + " not looked at in time. They stay on the log and are indexed when their turn comes."));
        }
    }

    private static void tellMore(Session session, long total) {
        if (total > SHOWN) {
            session.tell("  and " + Sizes.count(total - SHOWN) + " more");
        }
    }

    private static String place(JsonNode rejection) {
        String source = Printable.of(rejection.path("source").asText());
        return rejection.has("line")
                ? source + " line " + Printable.of(rejection.path("line").asText())
                : source;
    }

    private static String cause(JsonNode one) {
        return Printable.of(
                one.path("detail").asText() + " (" + one.path("code").asText() + ")");
    }
}
