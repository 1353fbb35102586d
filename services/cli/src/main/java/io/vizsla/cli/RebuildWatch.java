package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Follows a collection's documents while they are indexed anew, until the new index serves. */
final class RebuildWatch {

    private static final long PAUSE_MILLIS = 500;

    private final Session session;

    RebuildWatch(Session session) {
        this.session = session;
    }

    /** Returns whether an answer tells of a rebuild rather than of a collection. */
    static boolean isRebuild(JsonNode answer) {
        return answer.path("state").isTextual() && answer.has("from");
    }

    /**
     * Waits for its end and tells what came of it.
     *
     * @return the exit code
     */
    int untilOver(JsonNode begun) {
        String name = begun.path("collection").asText();
        String path = VizslaClient.path("v1", "collections", name, "rebuild");
        JsonNode rebuild = begun;
        long most = 1;
        try (Progress progress = new Progress(session.terminal(), "documents")) {
            while (rebuild.path("state").asText().equals("building")) {
                long left = rebuild.path("left").asLong(0);
                most = Math.max(most, left);
                progress.show(
                        1 - (double) left / most, rebuild.path("documents").asLong());
                pause();
                rebuild = session.client().get(path);
            }
        }
        if (session.json()) {
            session.print(rebuild);
        } else {
            say(name, rebuild);
        }
        return rebuild.path("state").asText().equals("done") ? ExitCode.OK : ExitCode.FAILED;
    }

    private void say(String name, JsonNode rebuild) {
        if (rebuild.path("state").asText().equals("done")) {
            session.print(String.format(
                    Locale.ROOT,
                    "%s is served by an index of %s. Before: %s; ./vizsla models rollback %s goes back.",
                    Printable.of(name),
                    Printable.of(rebuild.at("/to/model").asText()),
                    Printable.of(rebuild.at("/from/model").asText()),
                    Printable.of(name)));
        } else {
            session.print("Nothing has changed: "
                    + Printable.of(rebuild.path("trouble").asText()));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CliException(
                    ExitCode.FAILED, "Stopped. The documents are still being indexed anew.", null, stopped);
        }
    }
}
