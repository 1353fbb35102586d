package io.vizsla.benchmarks;

import io.vizsla.evaluation.PairedBootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What models of one recipe find: for each column, such as {@code dense unseen}, the value of each query in each draw. Two
 * recipes that learned from the same draws are compared query by query: first the mean over the draws, then the bootstrap
 * over the queries, so that a query counts once however often it was asked.
 */
final class RecipeFindings {

    private final Map<String, List<Map<String, Double>>> columns = new LinkedHashMap<>();

    /** Adds what the queries of a draw are worth; draws come in the same order for each recipe. */
    void add(String column, Map<String, Double> values) {
        columns.computeIfAbsent(column, any -> new ArrayList<>()).add(Map.copyOf(values));
    }

    /** Prints, for each column, how far this recipe is above the other one. */
    void printAgainst(RecipeFindings other, String name, String otherName) {
        System.out.printf("%s against %s, the means over the draws%n", name, otherName);
        columns.forEach((column, draws) -> {
            List<Map<String, Double>> theirs = other.columns.getOrDefault(column, List.of());
            if (theirs.size() != draws.size()) {
                System.out.printf(
                        "  %-30s not compared: %d and %d draws were asked%n", column, draws.size(), theirs.size());
                return;
            }
            PairedBootstrap.Result result = PairedBootstrap.DEFAULT.compare(means(draws), means(theirs));
            System.out.printf(
                    "  %-30s %d draws, %4d queries, %+.4f (%+.4f to %+.4f, p %.4f)%n",
                    column,
                    draws.size(),
                    result.queries(),
                    result.difference(),
                    result.low(),
                    result.high(),
                    result.p());
        });
    }

    /** Returns the mean of each query over the draws in which it was asked; the same draws for either recipe. */
    private static Map<String, Double> means(List<Map<String, Double>> draws) {
        Map<String, double[]> sums = new TreeMap<>();
        for (Map<String, Double> draw : draws) {
            draw.forEach((query, value) -> {
                double[] sum = sums.computeIfAbsent(query, any -> new double[2]);
                sum[0] += value;
                sum[1]++;
            });
        }
        Map<String, Double> means = new TreeMap<>();
        sums.forEach((query, sum) -> means.put(query, sum[0] / sum[1]));
        return means;
    }
}
