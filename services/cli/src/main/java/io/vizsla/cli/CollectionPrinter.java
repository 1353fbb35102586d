package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Prints one collection for people. */
final class CollectionPrinter {

    private final Session session;

    CollectionPrinter(Session session) {
        this.session = session;
    }

    void print(JsonNode collection) {
        session.print(
                session.terminal().bold(Printable.of(collection.path("name").asText())));
        fact("model", text(collection, "model"));
        if (collection.hasNonNull("queryModel")) {
            fact("query model", text(collection, "queryModel"));
        }
        fact("language", text(collection, "language"));
        fact("role", text(collection, "role"));
        fact(
                "documents",
                Sizes.count(collection.path("documents").path("indexed").asLong()));
        fact("chunks", Sizes.count(collection.path("chunks").asLong()));
        printTasks(collection);
    }

    private void printTasks(JsonNode collection) {
        if (collection.path("tasks").isEmpty()) {
            fact("tasks", "none; queries get the model's own instruction");
            return;
        }
        String usual = collection.path("defaultTask").asText("");
        collection.path("tasks").properties().forEach(task -> {
            String mark = task.getKey().equals(usual) ? " (default)" : "";
            fact("task " + task.getKey() + mark, task.getValue().asText());
        });
    }

    private void fact(String name, String value) {
        session.print(String.format(Locale.ROOT, "  %-14s  %s", Printable.of(name), Printable.of(value)));
    }

    private static String text(JsonNode collection, String field) {
        return collection.path(field).asText("-");
    }
}
