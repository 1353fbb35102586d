package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells how an instance is. */
@Command(name = "status", description = "Tell whether the instance is ready and what it does.")
final class StatusCommand implements Callable<Integer> {

    private final Session session;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        VizslaClient client = session.client();
        JsonNode status = client.get("/v1/status");
        if (session.json()) {
            session.print(status);
        } else {
            print(client.url(), status);
        }
        return status.path("ready").asBoolean() ? ExitCode.OK : ExitCode.UNREACHABLE;
    }

    private void print(String url, JsonNode status) {
        boolean ready = status.path("ready").asBoolean();
        Terminal terminal = session.terminal();
        JsonNode ingest = status.path("ingest");
        session.print("Vizsla " + status.path("version").asText() + " at " + url + " is "
                + (ready ? terminal.green("ready") : terminal.yellow("not ready")));
        session.print("  up for          " + uptime(status.path("uptime")));
        session.print("  ingest          " + ingest.path("recordsPerSecond").asText("0") + " records/s, "
                + ingest.path("lag").asText("0") + " waiting");
        session.print("  records so far  " + outcomes(ingest.path("outcomes")));
        session.print("  log             "
                + status.path("broker").path("bootstrapServers").asText("unknown"));
    }

    private static String uptime(JsonNode seconds) {
        return Sizes.time(Duration.ofMillis((long) (seconds.asDouble() * 1000)));
    }

    private static String outcomes(JsonNode outcomes) {
        StringJoiner text = new StringJoiner(", ").setEmptyValue("none");
        outcomes.properties()
                .forEach(outcome -> text.add(
                        outcome.getValue().asText() + " " + outcome.getKey().replace('_', '-')));
        return text.toString();
    }
}
