package io.vizsla.evaluation.task;

import io.vizsla.api.error.VizslaException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a task gave.
 *
 * @param task its name
 * @param protocol its protocol's name
 * @param main the measure that stands for the task; one of {@code measures}
 * @param measures name to value in points: shares and means times 100, correlations and p-MRR -100 to 100
 */
public record TaskScores(String task, String protocol, String main, Map<String, Double> measures) {

    public TaskScores {
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
        if (!measures.containsKey(main)) {
            throw VizslaException.invalid("main", main, "one of " + measures.keySet());
        }
    }

    /** Returns the value of the main measure. */
    public double mainScore() {
        Double value = measures.get(main);
        return value == null ? 0 : value;
    }

    /** Collects the measures of a task; values are given as shares, 1 for everything. */
    static final class Builder {

        private final Task task;
        private final Map<String, Double> measures = new LinkedHashMap<>();

        Builder(Task task) {
            this.task = task;
        }

        Builder add(String measure, double share) {
            measures.put(measure, 100 * share);
            return this;
        }

        TaskScores build(String main) {
            return new TaskScores(task.name(), task.protocol(), main, measures);
        }
    }
}
