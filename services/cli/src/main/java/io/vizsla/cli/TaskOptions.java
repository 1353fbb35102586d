package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a collection is looked up for. */
final class TaskOptions {

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "What its passages are looked up for: knowledge (default), tool, example or memory.")
    private @Nullable String role;

    @Option(
            names = "--task",
            paramLabel = "NAME=TEXT",
            description = "A named instruction that a search can ask for, such as"
                    + " howto=\"Find the page that tells how\"; may be repeated.")
    private @Nullable Map<String, String> tasks;

    @Option(
            names = "--default-task",
            paramLabel = "NAME",
            description = "The task of searches that name none; empty for the model's own instruction.")
    private @Nullable String defaultTask;

    /** Returns whether none of them was given. */
    boolean isEmpty() {
        return role == null && tasks == null && defaultTask == null;
    }

    /** Adds them to the body that makes or changes a collection. */
    void addTo(ObjectNode body) {
        if (role != null) {
            body.put("role", role);
        }
        if (tasks != null) {
            tasks.forEach((name, text) -> body.withObject("/tasks").put(name, text));
        }
        if (defaultTask != null) {
            body.put("defaultTask", defaultTask);
        }
    }

    /**
     * Returns the body that changes a collection which is there: tasks that are not named stay.
     *
     * @param removed names of tasks to drop
     */
    ObjectNode change(JsonNode collection, List<String> removed) {
        ObjectNode body = Json.object();
        addTo(body);
        if (tasks == null && removed.isEmpty()) {
            return body;
        }
        ObjectNode all =
                collection.path("tasks").isObject() ? collection.path("tasks").deepCopy() : Json.object();
        removed.forEach(name -> remove(all, name));
        return body.set("tasks", all.setAll(body.withObject("/tasks")));
    }

    private static void remove(ObjectNode tasks, String name) {
        if (tasks.remove(name) == null) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--remove-task = " + name + " is not valid: must be one of the collection's tasks "
                            + Json.names(tasks));
        }
    }
}
