package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists, makes and drops collections. */
@Command(name = "collections", description = "List, create, change or delete collections.")
final class CollectionsCommand implements Callable<Integer> {

    private final Session session;

    CollectionsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "List the collections and their sizes (the default).")
    int list() {
        JsonNode answer = session.client().get("/v1/collections");
        if (session.json()) {
            session.print(answer);
            return ExitCode.OK;
        }
        if (answer.path("collections").isEmpty()) {
            session.print("There is no collection yet. Make one with ./vizsla ingest COLLECTION PATH...");
            return ExitCode.OK;
        }
        Table table = new Table("COLLECTION", "MODEL", "LANGUAGE", "DOCUMENTS", "FAILED", "CHUNKS", "SIZE");
        answer.path("collections")
                .forEach(collection -> table.row(
                        collection.path("name").asText(),
                        collection.path("model").asText(),
                        collection.path("language").asText(),
                        collection.path("documents").path("indexed").asLong(),
                        collection.path("documents").path("failed").asLong(),
                        collection.path("chunks").asLong(),
                        Sizes.bytes(collection.path("bytes").asLong())));
        table.print(session);
        return ExitCode.OK;
    }

    @Command(
            name = "create",
            description =
                    "Create a collection, or change one. Once it has documents, only its pipeline and tasks can change.")
    int create(
            @Parameters(paramLabel = "COLLECTION") String name,
            @Option(names = "--model", paramLabel = "NAME", description = "Embedding model (default: the instance's).")
                    @Nullable
                    String model,
            @Option(
                            names = "--dimension",
                            paramLabel = "N",
                            description = "Dimension of the vectors, one of the model's (default: its own).")
                    @Nullable
                    Integer dimension,
            @Option(
                            names = "--language",
                            paramLabel = "TAG",
                            description = "Language of the documents, such as en (default: the instance's).")
                    @Nullable
                    String language,
            @Option(
                            names = "--field",
                            paramLabel = "NAME=TYPE",
                            description = "A metadata field to filter on, such as year=integer; may be repeated.")
                    @Nullable
                    Map<String, String> fields,
            @Option(
                            names = "--max-tokens",
                            paramLabel = "N",
                            description = "The most tokens of a chunk (default: the instance's).")
                    @Nullable
                    Integer maxTokens,
            @Option(
                            names = "--overlap",
                            paramLabel = "N",
                            description = "Tokens that a chunk repeats of the one before it (default: the instance's).")
                    @Nullable
                    Integer overlap,
            @Option(
                            names = "--pipeline",
                            paramLabel = "JSON",
                            description = "Settings of the query pipeline, such as '{\"select\":{\"perDocument\":1}}'.")
                    @Nullable
                    String pipeline,
            @Mixin TaskOptions tasks) {
        ObjectNode body = Json.object();
        putText(body, "model", model);
        if (dimension != null) {
            body.put("dimension", dimension);
        }
        putText(body, "language", language);
        if (fields != null) {
            new LinkedHashMap<>(fields)
                    .forEach((field, type) -> body.withObject("/fields").put(field, type));
        }
        putNumber(body, "maxTokens", maxTokens);
        putNumber(body, "overlap", overlap);
        if (pipeline != null) {
            body.set("pipeline", Json.parse("--pipeline", pipeline));
        }
        tasks.addTo(body);
        JsonNode collection = session.client().put(VizslaClient.path("v1", "collections", name), body);
        if (session.json()) {
            session.print(collection);
        } else {
            session.print("Collection " + name + " is there, with model "
                    + collection.path("model").asText() + ".");
        }
        return ExitCode.OK;
    }

    @Command(
            name = "set",
            description = "Set what a collection is looked up for. Tasks that are not named stay as they are.")
    int set(
            @Parameters(paramLabel = "COLLECTION") String name,
            @Mixin TaskOptions tasks,
            @Option(
                            names = "--remove-task",
                            paramLabel = "NAME",
                            description = "Drop a named instruction; may be repeated.")
                    @Nullable
                    List<String> removed) {
        if (tasks.isEmpty() && removed == null) {
            throw new CliException(
                    ExitCode.USAGE, "Name what to set: --role, --task, --default-task or --remove-task.");
        }
        String path = VizslaClient.path("v1", "collections", name);
        VizslaClient client = session.client();
        List<String> gone = removed == null ? List.of() : removed;
        return shown(client.put(path, tasks.change(client.get(path), gone)));
    }

    @Command(name = "show", description = "Show what a collection is, with its role and tasks.")
    int show(@Parameters(paramLabel = "COLLECTION") String name) {
        return shown(session.client().get(VizslaClient.path("v1", "collections", name)));
    }

    private int shown(JsonNode collection) {
        if (session.json()) {
            session.print(collection);
        } else {
            new CollectionPrinter(session).print(collection);
        }
        return ExitCode.OK;
    }

    @Command(name = "delete", description = "Delete a collection with all of its documents.")
    int delete(@Parameters(paramLabel = "COLLECTION") String name) {
        session.client().delete(VizslaClient.path("v1", "collections", name));
        if (session.json()) {
            session.print(Json.object().put("deleted", name));
        } else {
            session.print("Collection " + name + " is deleted.");
        }
        return ExitCode.OK;
    }

    private static void putText(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    private static void putNumber(ObjectNode body, String field, @Nullable Integer value) {
        if (value != null) {
            body.withObject("/cutting").put(field, value);
        }
    }
}
