package io.vizsla.evaluation.task;

import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Encodes the texts of a task in batches, equal texts once. The encoder stays the caller's. For one thread at a time. */
public final class TaskEncoder {

    private static final int BATCH = 64;

    private final Encoder encoder;
    private final SymmetricForm form;
    private final Listener listener;

    /** Hears how far the encoding of a list has come. */
    @FunctionalInterface
    public interface Listener {

        /** Called after each batch, by any thread. */
        void encoded(long done, long of);
    }

    /**
     * Wraps an encoder.
     *
     * @param form in which it reads texts that are compared with their like
     */
    public TaskEncoder(Encoder encoder, SymmetricForm form, Listener listener) {
        this.encoder = encoder;
        this.form = form;
        this.listener = listener;
    }

    /**
     * Returns vectors of texts that are compared with their like, {@code float[n][d]}; {@code task} is read by models
     * that read instructions.
     */
    float[][] alike(List<String> texts, String task) {
        return encode(texts, text -> form.input(text, task));
    }

    /**
     * Returns vectors of search queries. As in MTEB, a model that was trained with a sentence for each task reads this one,
     * on queries only; to others, such as bge, their own words stay.
     */
    float[][] asked(List<String> texts, String task) {
        return queries(texts, form == SymmetricForm.INSTRUCTED ? task : "");
    }

    /**
     * Returns vectors of search queries with an instruction, whatever the model's family; an empty one means the
     * model's own.
     */
    float[][] queries(List<String> texts, String instruction) {
        return encode(texts, text -> new EncodingInput(text, Role.QUERY, new Instruction(instruction), List.of()));
    }

    /** Returns vectors of passages. */
    float[][] passages(List<String> texts) {
        return encode(texts, EncodingInput::passage);
    }

    /** Texts of similar length share a batch, so that little of it is padding; as many batches run as there are processors. */
    private float[][] encode(List<String> texts, Function<String, EncodingInput> input) {
        List<String> distinct = new ArrayList<>(texts.stream().distinct().toList());
        distinct.sort(Comparator.comparingInt(String::length));
        Map<String, float[]> vectors = new ConcurrentHashMap<>();
        IntStream.range(0, (distinct.size() + BATCH - 1) / BATCH).parallel().forEach(i -> {
            List<String> batch = distinct.subList(i * BATCH, Math.min((i + 1) * BATCH, distinct.size()));
            float[][] dense = encoder.encode(batch.stream().map(input).toList()).dense();
            for (int j = 0; j < dense.length; j++) {
                vectors.put(batch.get(j), dense[j]);
            }
            listener.encoded(vectors.size(), distinct.size());
        });
        return texts.stream()
                .map(text -> Objects.requireNonNull(vectors.get(text)))
                .toArray(float[][]::new);
    }
}
