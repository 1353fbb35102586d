package io.vizsla.encoding;

import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.model.LongInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text as one or more windows that a model reads apart, each with the whole prompt and all special tokens (parallel
 * windows of LongEmbed, arXiv 2404.12096).
 *
 * @param windows in the order of the text
 * @param fresh how many tokens of the text each window is the first to hold; they are the last of its text
 */
record WindowedText(List<TokenizedText> windows, int[] fresh) {

    /** Returns a text that the model reads at once. */
    static WindowedText whole(TokenizedText text) {
        return new WindowedText(List.of(text), new int[] {text.textTo() - text.textFrom()});
    }

    /** Returns how many tokens of its text a window has room for beside the prompt; none or less if that fills it. */
    static int room(TokenizedText text, int maxTokens) {
        return maxTokens - text.length() + text.textTo() - text.textFrom();
    }

    /**
     * Cuts a text. The last window begins earlier than it need, so that it is as full as the others.
     *
     * @param text that leaves some {@link #room}
     */
    static WindowedText of(TokenizedText text, int maxTokens, LongInputs longInputs) {
        int length = text.textTo() - text.textFrom();
        int room = room(text, maxTokens);
        int stride = room - Math.min(longInputs.overlap(), room / 2);
        List<TokenizedText> windows = new ArrayList<>();
        List<Integer> fresh = new ArrayList<>();
        int done = 0;
        while (windows.isEmpty() || (done < length && windows.size() < longInputs.windows())) {
            int to = Math.min(length, done == 0 ? room : done + stride);
            windows.add(window(text, Math.max(0, to - room), to));
            fresh.add(to - done);
            done = to;
        }
        return new WindowedText(
                List.copyOf(windows), fresh.stream().mapToInt(Integer::intValue).toArray());
    }

    private static TokenizedText window(TokenizedText text, int from, int to) {
        int start = text.textFrom();
        int length = text.length() - (text.textTo() - start) + to - from;
        int[] ids = Arrays.copyOf(text.ids(), length);
        byte[] types = Arrays.copyOf(text.types(), length);
        int textTo = start + to - from;
        System.arraycopy(text.ids(), start + from, ids, start, to - from);
        System.arraycopy(text.types(), start + from, types, start, to - from);
        System.arraycopy(text.ids(), text.textTo(), ids, textTo, length - textTo);
        System.arraycopy(text.types(), text.textTo(), types, textTo, length - textTo);
        boolean whole = text.whole() && to - from == text.textTo() - start;
        return new TokenizedText(ids, types, start, textTo, text.demonstrations(), whole);
    }

    /**
     * Joins what became of the windows: the mean of their vectors, each counting as much as its fresh tokens, and the
     * token vectors of the fresh tokens one after the other.
     *
     * @param parts one a window
     * @param normalize whether the mean is brought to unit length
     */
    Encoded join(List<Encoded> parts, boolean normalize) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        float[] mean = mean(parts);
        int read = parts.stream().mapToInt(Encoded::tokenCount).sum();
        return new Encoded(normalize ? Pooling.normalize(mean) : mean, tokens(parts), read);
    }

    private float[] mean(List<Encoded> parts) {
        float[] mean = new float[parts.getFirst().dense().length];
        float all = Arrays.stream(fresh).sum();
        for (int part = 0; part < fresh.length; part++) {
            float[] dense = parts.get(part).dense();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += dense[i] * fresh[part] / all;
            }
        }
        return mean;
    }

    private @Nullable TokenVectors tokens(List<Encoded> parts) {
        TokenVectors first = parts.getFirst().tokens();
        if (first == null) {
            return null;
        }
        int dimension = first.dimension();
        int count = Arrays.stream(fresh).sum();
        byte[] codes = new byte[count * dimension];
        float[] scales = new float[count];
        int at = 0;
        for (int part = 0; part < fresh.length; part++) {
            TokenVectors tokens = Objects.requireNonNull(parts.get(part).tokens());
            int skipped = tokens.count() - fresh[part];
            System.arraycopy(tokens.codes(), skipped * dimension, codes, at * dimension, fresh[part] * dimension);
            System.arraycopy(tokens.scales(), skipped, scales, at, fresh[part]);
            at += fresh[part];
        }
        return new TokenVectors(count, dimension, codes, scales);
    }
}
