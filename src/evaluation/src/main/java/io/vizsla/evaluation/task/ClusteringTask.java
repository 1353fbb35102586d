package io.vizsla.evaluation.task;

import io.vizsla.api.error.VizslaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Clustering, as in MTEB: mini-batch k-means with as many clusters as there are classes and batches of 500, V-measure of the
 * clusters against the classes. MTEB averages over many small sets; over one set we average over ten seeds.
 *
 * @param instruction for models that read one
 * @param runs how many seeds, at least 1
 */
public record ClusteringTask(String name, List<LabeledText> texts, String instruction, int runs) implements Task {

    private static final int RUNS = 10;
    private static final int BATCH = 500;

    public ClusteringTask {
        texts = List.copyOf(texts);
        if (runs < 1) {
            throw VizslaException.invalid("runs", runs, "at least 1");
        }
        if (texts.isEmpty()) {
            throw VizslaException.invalid("texts", name, "at least one text");
        }
    }

    /** Returns a task of ten runs. */
    public static ClusteringTask of(String name, List<LabeledText> texts, String instruction) {
        return new ClusteringTask(name, texts, instruction, RUNS);
    }

    @Override
    public String protocol() {
        return "clustering";
    }

    @Override
    public TaskScores measure(TaskEncoder encoder) {
        float[][] vectors = encoder.alike(texts.stream().map(LabeledText::text).toList(), instruction);
        Map<String, Integer> known = new LinkedHashMap<>();
        texts.forEach(text -> known.putIfAbsent(text.label(), known.size()));
        int[] classes = texts.stream()
                .mapToInt(text -> known.getOrDefault(text.label(), 0))
                .toArray();
        double[] values = LongStream.rangeClosed(1, runs)
                .parallel()
                .mapToDouble(
                        seed -> VMeasure.of(classes, new MiniBatchKMeans(vectors, known.size(), BATCH, seed).fit()))
                .toArray();
        double mean = LongStream.range(0, runs)
                .mapToDouble(i -> values[(int) i])
                .average()
                .orElse(0);
        double spread = Math.sqrt(LongStream.range(0, runs)
                .mapToDouble(i -> Math.pow(values[(int) i] - mean, 2))
                .average()
                .orElse(0));
        return new TaskScores.Builder(this)
                .add("V-measure", mean)
                .add("V-measure spread", spread)
                .build("V-measure");
    }
}
