package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** Follows a training job and shows how far it is: a line that redraws itself on a terminal, plain lines elsewhere. */
final class TrainWatch {

    private static final Set<String> OVER = Set.of("PASSED", "REFUSED", "FAILED", "CANCELLED");
    private static final int BAR_WIDTH = 24;
    private static final long PAUSE_MILLIS = 1000;

    private final Session session;
    private long told;
    private boolean isDrawn;

    TrainWatch(Session session) {
        this.session = session;
    }

    /** Returns the job as it ended. An instance that is started anew goes on with it, and so does this. */
    JsonNode untilOver(String id) {
        String path = VizslaClient.path("v1", "training", id);
        while (true) {
            try {
                follow(path);
                JsonNode job = session.client().get(path);
                if (OVER.contains(job.path("state").asText())) {
                    return job;
                }
            } catch (CliException gone) {
                if (gone.exitCode() != ExitCode.UNREACHABLE || told == 0) {
                    throw gone;
                }
            } finally {
                clear();
            }
            pause();
        }
    }

    private void follow(String path) {
        long[] seen = {0};
        session.client().events(path + "/events", event -> {
            // What was told before the connection broke comes again.
            if (++seen[0] > told) {
                told = seen[0];
                show(event);
            }
        });
    }

    private void show(JsonNode event) {
        if (session.json()) {
            return;
        }
        if (event.has("step")) {
            step(event);
        } else if (event.has("metric")) {
            say(String.format(
                    Locale.ROOT,
                    "%s%s: %s%.4f -> %.4f",
                    fold(event),
                    Printable.of(event.path("metric").asText()),
                    // The likelihood is a logarithm.
                    event.path("metric").asText().startsWith("likelihood") ? "" : "nDCG@10 ",
                    event.path("before").asDouble(),
                    event.path("after").asDouble()));
        } else if (!event.path("phase").asText().equals("gate") && event.has("note")) {
            say(event.path("phase").asText() + ": "
                    + Printable.of(event.path("note").asText()));
        }
    }

    private static String fold(JsonNode event) {
        return event.has("fold")
                ? "check " + event.path("fold").asInt() + " of "
                        + event.path("folds").asInt() + ", "
                : "";
    }

    private void step(JsonNode event) {
        Terminal terminal = session.terminal();
        long step = event.path("step").asLong();
        long steps = Math.max(1, event.path("steps").asLong());
        if (!terminal.interactive()) {
            if (step == 1) {
                terminal.err().println(what(event) + ": " + steps + " steps");
            }
            return;
        }
        int full = (int) Math.round((double) step / steps * BAR_WIDTH);
        terminal.err()
                .print("\r\u001b[K  " + terminal.green("━".repeat(full)) + terminal.faint("━".repeat(BAR_WIDTH - full))
                        + String.format(
                                Locale.ROOT,
                                " %s, step %d of %d, loss %.3f",
                                what(event),
                                step,
                                steps,
                                event.path("loss").asDouble()));
        terminal.err().flush();
        isDrawn = true;
    }

    private static String what(JsonNode event) {
        return event.has("fold")
                ? fold(event).replace(", ", "")
                : event.path("phase").asText();
    }

    private void say(String words) {
        clear();
        session.terminal().err().println(words);
        session.terminal().err().flush();
    }

    private void clear() {
        if (isDrawn) {
            session.terminal().err().print("\r\u001b[K");
            session.terminal().err().flush();
            isDrawn = false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.FAILED, "Stopped.", null, stopped);
        }
    }
}
