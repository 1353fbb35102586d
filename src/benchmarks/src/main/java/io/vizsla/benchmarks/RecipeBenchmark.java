package io.vizsla.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which of several recipes of a refresh is the best: each learns from the same draws of judged queries and is asked the same
 * queries, and each is compared with the first one.
 *
 * <p>Arguments: as of {@link FewJudgementsBenchmark}, and {@code recipe=} with settings of that recipe, separated by commas,
 * once for each: {@code recipe=soft=0,negatives=all recipe=}. An empty one is the default recipe.
 */
public final class RecipeBenchmark {

    private static final String RECIPE = "recipe=";

    private RecipeBenchmark() {}

    /** Runs the benchmark and prints the rows of each recipe, then the differences. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> shared =
                Arrays.stream(args).filter(one -> !one.startsWith(RECIPE)).toList();
        List<String> recipes = Arrays.stream(args)
                .filter(one -> one.startsWith(RECIPE))
                .map(one -> one.substring(RECIPE.length()))
                .toList();
        if (recipes.size() < 2) {
            throw new IllegalArgumentException("recipe= must be there twice or more often, was " + recipes);
        }
        List<RecipeFindings> findings = new ArrayList<>();
        for (String recipe : recipes) {
            List<String> all = new ArrayList<>(shared);
            Arrays.stream(recipe.split(","))
                    .filter(setting -> !setting.isBlank())
                    .forEach(all::add);
            findings.add(FewJudgementsBenchmark.measure(all.toArray(String[]::new)));
        }
        for (int i = 1; i < recipes.size(); i++) {
            findings.get(i).printAgainst(findings.getFirst(), name(recipes.get(i)), name(recipes.getFirst()));
        }
    }

    private static String name(String recipe) {
        return recipe.isBlank() ? "the default" : recipe;
    }
}
