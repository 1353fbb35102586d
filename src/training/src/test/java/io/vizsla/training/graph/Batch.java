package io.vizsla.training.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** Texts of several lengths as a graph takes them: random tokens, padded on the right. */
record Batch(int texts, int length, Map<String, long[]> inputs) {

    static Batch random(SplittableRandom random, int texts, int length, int vocabulary, List<String> names) {
        long[] ids = new long[texts * length];
        long[] mask = new long[ids.length];
        long[] positions = new long[ids.length];
        for (int text = 0; text < texts; text++) {
            int tokens = text == 0 ? length : 1 + random.nextInt(length);
            for (int i = 0; i < tokens; i++) {
                ids[text * length + i] = random.nextInt(vocabulary);
                mask[text * length + i] = 1;
            }
            for (int i = 0; i < length; i++) {
                positions[text * length + i] = i;
            }
        }
        Map<String, long[]> all = Map.of(
                "input_ids",
                ids,
                "attention_mask",
                mask,
                "token_type_ids",
                new long[ids.length],
                "position_ids",
                positions);
        Map<String, long[]> inputs = new LinkedHashMap<>();
        names.forEach(name -> inputs.put(name, all.get(name)));
        return new Batch(texts, length, inputs);
    }

    /** Returns the same texts padded on the left, as those are that are to be gone on with. */
    Batch paddedLeft() {
        Map<String, long[]> moved = new LinkedHashMap<>();
        inputs.forEach((name, values) -> moved.put(name, new long[values.length]));
        for (int text = 0; text < texts; text++) {
            int row = text * length;
            int padding = (int) IntStream.range(row, row + length)
                    .filter(at -> !isToken(at))
                    .count();
            for (Map.Entry<String, long[]> input : moved.entrySet()) {
                long[] values = Objects.requireNonNull(inputs.get(input.getKey()));
                System.arraycopy(values, row, input.getValue(), row + padding, length - padding);
            }
        }
        return new Batch(texts, length, moved);
    }

    /** Returns the inputs as tensors in the scope that is open. */
    Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        inputs.forEach((name, values) -> tensors.put(name, Tensors.of(values, texts, length)));
        return tensors;
    }

    /** Tells whether a token is one of a text's, not padding. */
    boolean isToken(int at) {
        return inputs.get("attention_mask")[at] == 1;
    }
}
