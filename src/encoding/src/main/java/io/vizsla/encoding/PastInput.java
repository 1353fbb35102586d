package io.vizsla.encoding;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An input for the keys or values of tokens that a decoder read before, as graphs exported for generation have them,
 * such as {@code past_key_values.0.key [batch, heads, past, head size]}. We read each text at once, so that the past is
 * always empty.
 *
 * @param shape sizes as declared, {@link #BATCH} and {@link #PAST} for the two that vary
 */
record PastInput(OnnxJavaType type, List<Long> shape) {

    /** Stands for the number of texts. */
    static final long BATCH = -1;

    /** Stands for the number of tokens that were read before. */
    static final long PAST = -2;

    private static final long UNKNOWN = -3;

    private static final Set<OnnxJavaType> TYPES =
            Set.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.BFLOAT16);

    /** Tells whether an input of this name is one. */
    static boolean isPast(String input) {
        return input.startsWith("past");
    }

    /**
     * Reads what a graph declares.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the input, if the past cannot be empty, or a size is open that
     *     is neither the number of texts nor the length of the past
     */
    static PastInput of(String file, String input, TensorInfo declared) {
        long[] sizes = declared.getShape();
        String[] names = declared.getDimensionNames();
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            shape.add(sizes[i] >= 0 ? sizes[i] : open(names[i], i, sizes.length));
        }
        boolean empty = shape.stream().filter(size -> size == PAST || size == 0).count() == 1;
        if (!empty || shape.contains(UNKNOWN) || !TYPES.contains(declared.type)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "input " + input + " of " + file,
                    declared.type + " " + shown(sizes, names),
                    "floating point [batch, heads, past length, head size] with an open past length and fixed heads and"
                            + " head size");
        }
        return new PastInput(declared.type, List.copyOf(shape));
    }

    /** Goes by the place of a size that has a plain name or none; a name that speaks of the past counts anywhere. */
    private static long open(String name, int place, int rank) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean plain = lower.matches("\\w*");
        if (lower.contains("past") || (plain && place == rank - 2)) {
            return PAST;
        }
        return plain && place == 0 ? BATCH : UNKNOWN;
    }

    private static String shown(long[] sizes, String[] names) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            shown.add(sizes[i] >= 0 || names[i].isEmpty() ? String.valueOf(sizes[i]) : names[i]);
        }
        return shown.toString();
    }

    /** Returns the empty past of so many texts; the caller closes it. */
    OnnxTensor tensor(OrtEnvironment environment, int texts) throws OrtException {
        long[] sizes = new long[shape.size()];
        for (int i = 0; i < sizes.length; i++) {
            long size = shape.get(i);
            sizes[i] = size == BATCH ? texts : size == PAST ? 0 : size;
        }
        // The runtime takes 16-bit numbers from direct buffers only.
        ByteBuffer nothing = ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(environment, nothing, sizes, type);
    }
}
