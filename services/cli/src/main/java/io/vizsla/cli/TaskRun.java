package io.vizsla.cli;

import io.vizsla.api.encoding.Role;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.evaluation.task.SymmetricForm;
import io.vizsla.evaluation.task.Task;
import io.vizsla.evaluation.task.TaskEncoder;
import io.vizsla.evaluation.task.TaskScores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures models on tasks in this process.
 *
 * @param options how the models run
 * @param raw whether vectors keep the length that the model gives them
 */
record TaskRun(LocalModels models, EncoderOptions options, boolean raw, Terminal terminal) {

    /** Measures one model on every task. */
    TaskReport.OfModel measure(String model, List<Task> tasks) {
        SymmetricForm form = models.symmetricForm(model);
        try (OnnxBiEncoder encoder = raw ? models.rawEncoder(model, options) : models.encoder(model, options)) {
            List<TaskScores> scores = new ArrayList<>();
            for (Task task : tasks) {
                scores.add(measure(task, encoder, form));
            }
            return new TaskReport.OfModel(encoder.card().name(), settings(encoder, form), scores);
        }
    }

    private TaskScores measure(Task task, OnnxBiEncoder encoder, SymmetricForm form) {
        terminal.err().println(encoder.card().name() + ": " + task.name());
        try (Progress progress = new Progress(terminal, "texts")) {
            return task.measure(new TaskEncoder(encoder, form, (done, of) -> progress.show((double) done / of, done)));
        }
    }

    private Map<String, Object> settings(OnnxBiEncoder encoder, SymmetricForm form) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("space", encoder.card().space().id());
        settings.put("queries", encoder.precision(Role.QUERY).id());
        settings.put("passages", encoder.precision(Role.PASSAGE).id());
        settings.put("raw", raw);
        settings.put("symmetricForm", form.name().toLowerCase(Locale.ROOT));
        return settings;
    }
}
