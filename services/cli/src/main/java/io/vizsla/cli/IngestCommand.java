package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends documents and waits until they can be found. */
@Command(
        name = "ingest",
        description = {
            "Send documents and wait until they can be found.",
            "A path is a file (PDF, DOCX, HTML, Markdown, text), a file of lines (.jsonl, .ndjson), a folder of such"
                    + " files, or a BEIR folder. The collection is made if it is not there."
        })
final class IngestCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "COLLECTION")
    private String collection = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH")
    private List<Path> paths = List.of();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Embedding model of a new collection (default: the instance's).")
    private @Nullable String model;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "Language of a new collection, such as en (default: the instance's).")
    private @Nullable String language;

    @Option(
            names = "--field",
            paramLabel = "NAME=TYPE",
            description = "A metadata field of a new collection to filter on, such as year=integer; may be repeated.")
    private @Nullable Map<String, String> fields;

    @Option(names = "--no-wait", description = "Return once everything is on the log.")
    private boolean noWait;

    IngestCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SourceFinder found = new SourceFinder();
        paths.forEach(found::add);
        if (found.sources().isEmpty() && found.unreadable().isEmpty()) {
            throw new CliException(
                    ExitCode.USAGE, "There is nothing to ingest: no PDF, DOCX, HTML, Markdown, text or JSON lines.");
        }
        VizslaClient client = session.client();
        ensureCollection(client);
        IngestSummary summary = new IngestSummary();
        found.unreadable().forEach(summary::addUnreadable);
        try (Progress progress = new Progress(session.terminal(), "documents")) {
            new IngestRun(client, new Uploader(client, collection, !noWait), summary, progress).run(found.sources());
            progress.close();
            report(summary, found.skipped(), progress);
        }
        return summary.exitCode();
    }

    private void ensureCollection(VizslaClient client) {
        String path = VizslaClient.path("v1", "collections", collection);
        try {
            client.get(path);
        } catch (CliException absent) {
            if (!absent.code().equals("unknown_collection")) {
                throw absent;
            }
            JsonNode made = client.put(path, definition());
            session.tell("Made collection " + collection + " with model "
                    + made.path("model").asText() + ".");
        }
    }

    private ObjectNode definition() {
        ObjectNode definition = Json.object();
        if (model != null) {
            definition.put("model", model);
        }
        if (language != null) {
            definition.put("language", language);
        }
        if (fields != null) {
            fields.forEach((name, type) -> definition.withObject("/fields").put(name, type));
        }
        return definition;
    }

    private void report(IngestSummary summary, int skipped, Progress progress) {
        if (skipped > 0) {
            session.tell(Sizes.count(skipped, "file") + " of other kinds left out.");
        }
        if (session.json()) {
            session.print(summary.json()
                    .put("collection", collection)
                    .put("skipped", skipped)
                    .put("seconds", progress.elapsed().toMillis() / 1000.0));
            return;
        }
        summary.printProblems(session);
        String state = noWait ? " on the log of " : " can be found in ";
        session.print(session.terminal().green(Sizes.count(summary.indexed(), "document") + state + collection) + " ("
                + Sizes.time(progress.elapsed()) + ").");
    }
}
