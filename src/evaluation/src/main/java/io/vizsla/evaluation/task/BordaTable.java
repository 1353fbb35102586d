package io.vizsla.evaluation.task;

import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ranks models by Borda count, as MMTEB does (Enevoldsen et al. 2025): each task is a voter that gives a model one point for
 * every model that it beats there; models that are equal on a task share their points. Sums over tasks of very different
 * scales are thereby fair, and one outlier decides nothing.
 *
 * @param rows the best first
 */
public record BordaTable(List<Row> rows) {

    /**
     * One model.
     *
     * @param rank from 1; models with the same points have the same rank
     * @param points 0 to tasks times (models - 1)
     * @param mean of its main scores, for orientation
     */
    public record Row(int rank, String model, double points, double mean) {}

    public BordaTable {
        rows = List.copyOf(rows);
    }

    /**
     * Counts the votes.
     *
     * @param scores model to task to main score, higher is better; every model with the same tasks
     * @throws VizslaException {@code INVALID_ARGUMENT} if a model lacks a task that another has
     */
    public static BordaTable of(Map<String, ? extends Map<String, Double>> scores) {
        List<String> models = List.copyOf(scores.keySet());
        Map<String, Double> points = new LinkedHashMap<>();
        models.forEach(model -> points.put(model, 0.0));
        List<String> tasks = tasks(scores);
        for (String task : tasks) {
            double[] values = models.stream()
                    .mapToDouble(model -> value(scores, model, task))
                    .toArray();
            double[] ranks = RankCorrelation.ranks(values);
            for (int i = 0; i < ranks.length; i++) {
                points.merge(models.get(i), ranks[i] - 1, Double::sum);
            }
        }
        return new BordaTable(rows(scores, points));
    }

    private static List<Row> rows(Map<String, ? extends Map<String, Double>> scores, Map<String, Double> points) {
        List<Row> rows = new ArrayList<>();
        points.forEach((model, sum) -> {
            int better =
                    (int) points.values().stream().filter(other -> other > sum).count();
            rows.add(new Row(better + 1, model, sum, mean(scores.get(model))));
        });
        rows.sort(Comparator.comparingInt(Row::rank));
        return rows;
    }

    private static List<String> tasks(Map<String, ? extends Map<String, Double>> scores) {
        return scores.values().stream()
                .flatMap(one -> one.keySet().stream())
                .distinct()
                .toList();
    }

    private static double value(Map<String, ? extends Map<String, Double>> scores, String model, String task) {
        Map<String, Double> own = scores.get(model);
        Double value = own == null ? null : own.get(task);
        if (value == null) {
            throw VizslaException.invalid("scores", model, "measured on " + task + " like the other models");
        }
        return value;
    }

    private static double mean(@Nullable Map<String, Double> scores) {
        return scores == null
                ? 0
                : scores.values().stream().mapToDouble(value -> value).average().orElse(0);
    }
}
