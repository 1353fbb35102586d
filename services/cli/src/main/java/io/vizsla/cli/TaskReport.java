package io.vizsla.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.evaluation.Platform;
import io.vizsla.evaluation.task.BordaTable;
import io.vizsla.evaluation.task.TaskScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What models gave on tasks: all of them on the same ones, in the same order.
 *
 * @param hashes task to SHA-256 of its data
 * @param models grows while they are measured
 */
record TaskReport(Map<String, String> hashes, List<OfModel> models) {

    /**
     * What one model gave.
     *
     * @param settings name to JSON value: what else moves the result
     */
    record OfModel(String name, Map<String, Object> settings, List<TaskScores> scores) {}

    /** Prints a line for each measure, a column for each model, and the Borda table if there are several. */
    void print(Session session) {
        List<String> headings = new ArrayList<>(List.of("TASK", "PROTOCOL", "MEASURE"));
        models.forEach(model -> headings.add(model.name()));
        Table table = new Table(headings.toArray(String[]::new));
        List<TaskScores> first = models.getFirst().scores();
        for (int task = 0; task < first.size(); task++) {
            for (String measure : first.get(task).measures().keySet()) {
                table.row(row(task, measure).toArray());
            }
        }
        table.print(session);
        if (models.size() > 1) {
            session.print("");
            printBorda(session);
        }
    }

    private List<Object> row(int task, String measure) {
        TaskScores scores = models.getFirst().scores().get(task);
        boolean main = measure.equals(scores.main());
        List<Object> row = new ArrayList<>(List.of(main ? scores.task() : "", main ? scores.protocol() : "", measure));
        models.forEach(
                model -> row.add(shown(model.scores().get(task).measures().getOrDefault(measure, Double.NaN))));
        return row;
    }

    private void printBorda(Session session) {
        Table table = new Table("RANK", "MODEL", "BORDA POINTS", "MEAN");
        borda().rows().forEach(row -> table.row(row.rank(), row.model(), shown(row.points()), shown(row.mean())));
        table.print(session);
    }

    private BordaTable borda() {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        for (OfModel model : models) {
            Map<String, Double> own = new LinkedHashMap<>();
            model.scores().forEach(one -> own.put(one.task(), one.mainScore()));
            scores.put(model.name(), own);
        }
        return BordaTable.of(scores);
    }

    /** Returns everything as JSON; values in points. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        for (OfModel model : models) {
            ObjectNode one = json.withArray("models").addObject().put("model", model.name());
            one.set("settings", Json.MAPPER.valueToTree(model.settings()));
            model.scores().forEach(scores -> one.withArray("tasks").add(withHash(scores)));
        }
        if (models.size() > 1) {
            json.set("borda", Json.MAPPER.valueToTree(borda().rows()));
        }
        return json;
    }

    /** Writes a file for each model and task, an earlier one of the same is written over; returns what was written. */
    List<Path> write(Path folder) {
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (OfModel model : models) {
                for (TaskScores scores : model.scores()) {
                    Path file = folder.resolve(scores.task() + "-" + model.name() + ".json");
                    written.add(Files.writeString(file, Json.pretty(provenance(model, scores)) + "\n"));
                }
            }
            return written;
        } catch (IOException refused) {
            throw new CliException(ExitCode.FAILED, "Cannot write to " + folder + ": " + refused, null, refused);
        }
    }

    private ObjectNode withHash(TaskScores scores) {
        return json(scores).put("datasetHash", hashes.get(scores.task()));
    }

    private ObjectNode provenance(OfModel model, TaskScores scores) {
        ObjectNode json = json(scores);
        ObjectNode from = json.putObject("provenance").put("datasetHash", hashes.get(scores.task()));
        from.put("model", model.name());
        from.set("settings", Json.MAPPER.valueToTree(model.settings()));
        from.put("version", Version.text());
        from.set("platform", Json.MAPPER.valueToTree(Platform.here()));
        from.put("time", Instant.now().toString());
        return json;
    }

    private static ObjectNode json(TaskScores scores) {
        ObjectNode json = Json.object()
                .put("task", scores.task())
                .put("protocol", scores.protocol())
                .put("main", scores.main())
                .put("score", scores.mainScore());
        json.set("measures", Json.MAPPER.valueToTree(scores.measures()));
        return json;
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
