package io.vizsla.evaluation.task;

import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Classification on frozen vectors, as in MTEB (Muennighoff et al. 2023): ten times, eight texts of each class are drawn from
 * the training split, a logistic regression is fitted to their vectors, and accuracy and macro F1 on the whole test split
 * are averaged. The texts are drawn by shuffling the split anew each time and taking the first of each class.
 *
 * @param instruction for models that read one
 * @param experiments how often, at least 1
 * @param samples texts of a class in each training set, at least 1; all that there are where a class has fewer
 * @param seed of the draws
 */
public record ClassificationTask(
        String name,
        List<LabeledText> train,
        List<LabeledText> test,
        String instruction,
        int experiments,
        int samples,
        long seed)
        implements Task {

    private static final int EXPERIMENTS = 10;
    private static final int SAMPLES = 8;
    private static final long SEED = 42;

    public ClassificationTask {
        train = List.copyOf(train);
        test = List.copyOf(test);
        check(experiments >= 1, "experiments", experiments, "at least 1");
        check(samples >= 1, "samples", samples, "at least 1");
        check(
                train.stream().map(LabeledText::label).distinct().count() >= 2,
                "train",
                name,
                "texts of two classes or more");
        check(!test.isEmpty(), "test", name, "at least one text");
    }

    /** Returns a task with MTEB's settings: 10 experiments, 8 texts of a class. */
    public static ClassificationTask of(
            String name, List<LabeledText> train, List<LabeledText> test, String instruction) {
        return new ClassificationTask(name, train, test, instruction, EXPERIMENTS, SAMPLES, SEED);
    }

    @Override
    public String protocol() {
        return "classification";
    }

    @Override
    public TaskScores measure(TaskEncoder encoder) {
        Map<String, Integer> classes = classes();
        List<List<LabeledText>> draws = draws();
        List<LabeledText> all = new ArrayList<>(test);
        draws.forEach(all::addAll);
        float[][] vectors = encoder.alike(all.stream().map(LabeledText::text).toList(), instruction);
        int[] labels = all.stream()
                .mapToInt(one -> Objects.requireNonNull(classes.get(one.label())))
                .toArray();
        List<Confusion> results = new ArrayList<>();
        int from = test.size();
        for (List<LabeledText> draw : draws) {
            results.add(experiment(vectors, labels, from, from + draw.size(), classes.size()));
            from += draw.size();
        }
        return new TaskScores.Builder(this)
                .add(
                        "accuracy",
                        results.stream()
                                .mapToDouble(Confusion::accuracy)
                                .average()
                                .orElse(0))
                .add(
                        "macro F1",
                        results.stream()
                                .mapToDouble(Confusion::macroF1)
                                .average()
                                .orElse(0))
                .build("accuracy");
    }

    /** Fits to the vectors of a range and tests on the first ones. */
    private Confusion experiment(float[][] vectors, int[] labels, int from, int to, int classes) {
        LogisticRegression model = LogisticRegression.fit(
                Arrays.copyOfRange(vectors, from, to),
                Arrays.copyOfRange(labels, from, to),
                classes,
                LogisticRegression.Options.MTEB);
        int[] predicted = IntStream.range(0, test.size())
                .parallel()
                .map(i -> model.predict(vectors[i]))
                .toArray();
        Confusion confusion = new Confusion(classes);
        for (int i = 0; i < predicted.length; i++) {
            confusion.add(labels[i], predicted[i]);
        }
        return confusion;
    }

    /** Returns the training set of each experiment. */
    List<List<LabeledText>> draws() {
        List<LabeledText> order = new ArrayList<>(train);
        Random random = new Random(seed);
        List<List<LabeledText>> draws = new ArrayList<>();
        for (int i = 0; i < experiments; i++) {
            Collections.shuffle(order, random);
            draws.add(firstOfEachClass(order));
        }
        return draws;
    }

    private List<LabeledText> firstOfEachClass(List<LabeledText> order) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        return order.stream()
                .filter(one -> taken.merge(one.label(), 1, Integer::sum) <= samples)
                .toList();
    }

    private Map<String, Integer> classes() {
        Map<String, Integer> classes = new LinkedHashMap<>();
        train.forEach(one -> classes.putIfAbsent(one.label(), classes.size()));
        for (LabeledText one : test) {
            check(classes.containsKey(one.label()), "label", one.label(), "a class of the training split of " + name);
        }
        return classes;
    }

    private static void check(boolean holds, String field, Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid(field, value, bound);
        }
    }
}
