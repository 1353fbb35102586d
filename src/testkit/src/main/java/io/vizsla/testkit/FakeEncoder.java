package io.vizsla.testkit;

import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.encoding.Tokenizer.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bi-encoder for tests that needs no model: each lower-case word has a fixed pseudo-random direction, and a text's
 * vector is the unit-length sum of its words' directions. Texts that share words are close; the same text has the same
 * vector on every machine. It ignores role, instruction and demonstrations.
 */
public final class FakeEncoder implements Encoder {

    /** Dimension of the dense vectors. */
    public static final int DIMENSION = 64;

    /** What the dense vectors may be cut to. */
    public static final int TRUNCATION = 32;

    /** Dimension of the token vectors. */
    public static final int TOKEN_DIMENSION = 16;

    /** The longest input in tokens; two of them stand for the special tokens. */
    public static final int MAX_TOKENS = 512;

    private final Tokenizer tokenizer = new FakeTokenizer();
    private final ModelCard card;
    private final AtomicLong encoded = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Makes an encoder named {@code fake}. */
    public FakeEncoder() {
        this("fake");
    }

    /** Makes an encoder of this name; encoders of different names write into different spaces. */
    public FakeEncoder(String name) {
        card = new ModelCard(
                name,
                "1",
                new Space(name + "@1"),
                DIMENSION,
                TOKEN_DIMENSION,
                MAX_TOKENS,
                "en",
                true,
                DemonstrationBlend.constant(0.5, 0.1),
                List.of(TRUNCATION),
                true);
    }

    @Override
    public EncodedBatch encode(List<EncodingInput> inputs) {
        float[][] dense = new float[inputs.size()][];
        List<TokenVectors> tokens = new ArrayList<>();
        int[] counts = new int[inputs.size()];
        for (int i = 0; i < dense.length; i++) {
            List<String> words = words(inputs.get(i).text());
            dense[i] = sum(words);
            tokens.add(tokens(words));
            counts[i] = words.size() + 2;
        }
        encoded.addAndGet(dense.length);
        return new EncodedBatch(dense, tokens, counts);
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public void close() {
        closed.set(true);
    }

    /** Returns how many inputs were encoded so far. */
    public long encoded() {
        return encoded.get();
    }

    /** Returns whether {@link #close} was called. */
    public boolean closed() {
        return closed.get();
    }

    private List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (TokenSpan span : tokenizer.spans(text)) {
            if (words.size() == MAX_TOKENS - 2) {
                break;
            }
            words.add(text.substring(span.start(), span.end()).toLowerCase(Locale.ROOT));
        }
        return words;
    }

    private static float[] sum(List<String> words) {
        float[] sum = direction("", DIMENSION, 0.1f);
        for (String word : words) {
            float[] direction = direction(word, DIMENSION, 1);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += direction[i];
            }
        }
        return unit(sum);
    }

    private static TokenVectors tokens(List<String> words) {
        byte[] codes = new byte[words.size() * TOKEN_DIMENSION];
        float[] scales = new float[words.size()];
        for (int t = 0; t < scales.length; t++) {
            float[] vector = unit(direction(words.get(t), TOKEN_DIMENSION, 1));
            float largest = 0;
            for (float value : vector) {
                largest = Math.max(largest, Math.abs(value));
            }
            scales[t] = largest / 127;
            for (int i = 0; i < TOKEN_DIMENSION; i++) {
                codes[t * TOKEN_DIMENSION + i] = (byte) Math.round(vector[i] / scales[t]);
            }
        }
        return new TokenVectors(scales.length, TOKEN_DIMENSION, codes, scales);
    }

    private static float[] direction(String word, int dimension, float length) {
        SplittableRandom random = new SplittableRandom(word.hashCode() * 0x9E3779B97F4A7C15L);
        float[] direction = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            direction[i] = (float) random.nextDouble(-1, 1);
        }
        float[] unit = unit(direction);
        for (int i = 0; i < dimension; i++) {
            unit[i] *= length;
        }
        return unit;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float length = (float) Math.sqrt(squares);
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }
}
