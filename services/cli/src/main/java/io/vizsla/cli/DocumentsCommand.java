package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists documents and what became of them. */
@Command(name = "documents", description = "List the documents of a collection and their states.")
final class DocumentsCommand implements Callable<Integer> {

    private enum State {
        INDEXED,
        FAILED,
        DELETED
    }

    private final Session session;

    @Parameters(paramLabel = "COLLECTION")
    private String collection = "";

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only these: indexed, failed or deleted (default: all).")
    private @Nullable State state;

    @Option(names = "--limit", paramLabel = "N", description = "The most documents to list (default: all).")
    private int limit = Integer.MAX_VALUE;

    DocumentsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Pages.checkedLimit(limit);
        if (session.json()) {
            ArrayNode documents = Json.MAPPER.createArrayNode();
            forEach(documents::add);
            session.print(Json.object().set("documents", documents));
        } else {
            print();
        }
        return ExitCode.OK;
    }

    private void print() {
        Table table = new Table("STATE", "CHUNKS", "DOCUMENT", "TITLE OR CAUSE");
        int[] count = {0};
        forEach(document -> {
            count[0]++;
            table.row(
                    document.path("state").asText(),
                    document.path("chunks").asInt(),
                    document.path("id").asText(),
                    note(document));
        });
        if (count[0] == 0) {
            session.print("There is no such document.");
        } else {
            table.print(session);
        }
    }

    private static String note(JsonNode document) {
        JsonNode failure = document.path("failure");
        return failure.isObject()
                ? failure.path("code").asText() + ": " + failure.path("detail").asText()
                : document.path("title").asText("");
    }

    private void forEach(Consumer<JsonNode> consumer) {
        String path = VizslaClient.path("v1", "collections", collection, "documents");
        String restricted =
                state == null ? path : path + "?state=" + state.name().toLowerCase(Locale.ROOT);
        new Pages(session.client(), restricted, "documents").forEach(limit, consumer);
    }
}
