package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves indexes sound. */
@Command(
        name = "check",
        description = {
            "Prove that an index is sound: read everything and tell what is wrong with it.",
            "Without COLLECTION all are checked. With --data-dir the folder of a stopped instance is read."
        })
final class CheckCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofHours(6);

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "COLLECTION")
    private @Nullable String collection;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "The folder of an instance that is not running.")
    private @Nullable Path dataDir;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ObjectNode reports = dataDir == null ? ask(session.client()) : StoppedInstance.check(dataDir, collection);
        if (session.json()) {
            session.print(reports);
        } else {
            reports.properties().forEach(report -> print(report.getKey(), report.getValue()));
        }
        boolean sound =
                reports.valueStream().allMatch(report -> report.path("sound").asBoolean());
        return sound ? ExitCode.OK : ExitCode.FAILED;
    }

    private ObjectNode ask(VizslaClient client) {
        ObjectNode reports = Json.object();
        for (String name : names(client)) {
            String path = VizslaClient.path("v1", "collections", name, "check");
            reports.set(name, client.send(path, "GET", null, "application/json", LONGEST));
        }
        return reports;
    }

    private List<String> names(VizslaClient client) {
        if (collection != null) {
            return List.of(collection);
        }
        List<String> names = new ArrayList<>();
        client.get("/v1/collections")
                .path("collections")
                .forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    private void print(String name, JsonNode report) {
        Terminal terminal = session.terminal();
        boolean sound = report.path("sound").asBoolean();
        session.print(name + ": " + (sound ? terminal.green("sound") : terminal.red("not sound")) + ", "
                + Sizes.count(report.path("documents").asLong(), "document") + ", "
                + Sizes.count(report.path("chunks").asLong(), "chunk"));
        report.path("problems").forEach(problem -> session.print("  " + problem.asText()));
    }
}
