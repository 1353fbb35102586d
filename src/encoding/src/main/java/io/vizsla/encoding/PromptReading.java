package io.vizsla.encoding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.vizsla.api.model.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * What a tokenizer makes of a prompt, which may be too long.
 *
 * @param maxTokens the most that a model reads
 * @param from first token of the text
 * @param to after its last token
 * @param end id of the token that goes behind the others, null if there is none or it is there already
 */
record PromptReading(
        Prompt prompt,
        Encoding encoding,
        int maxTokens,
        int from,
        int to,
        @Nullable Integer end) {

    /** Finds the tokens of the prompt's text among all of them. */
    static PromptReading of(Prompt prompt, Encoding encoding, int maxTokens, @Nullable Integer appendEos) {
        long[] ids = encoding.getIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        long[] special = encoding.getSpecialTokenMask();
        int start = codePoints(beforeText(prompt));
        int behind = start + codePoints(prompt.text());
        int from = 0;
        while (from < ids.length && (special[from] == 1 || before(spans[from], start))) {
            from++;
        }
        int to = from;
        while (to < ids.length && special[to] == 0 && !from(spans[to], behind)) {
            to++;
        }
        if (from == ids.length) {
            from = to = textPlace(special);
        }
        boolean ends = appendEos == null || (ids.length > 0 && ids[ids.length - 1] == appendEos);
        return new PromptReading(prompt, encoding, maxTokens, from, to, ends ? null : appendEos);
    }

    /** Returns how many tokens are too many; none or less if it fits. */
    int over() {
        return encoding.getIds().length + (end == null ? 0 : 1) - maxTokens;
    }

    /** Returns whether the end token stands behind what the tokenizer made of the prompt. */
    boolean isEnded() {
        return end != null && over() <= 0;
    }

    /** Returns the text without its last tokens, and without the rest of a character that lost some of its tokens. */
    String textWithout(int tokens) {
        CharSpan[] spans = encoding.getCharTokenSpans();
        int kept = Math.max(from, to - tokens);
        while (kept > from && kept < to && splits(spans[kept - 1], spans[kept])) {
            kept--;
        }
        CharSpan last = kept > from ? spans[kept - 1] : null;
        String text = prompt.text();
        int most = codePoints(text) - 1;
        int left = last == null ? 0 : Math.min(most, last.getEnd() - codePoints(beforeText(prompt)));
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, left)));
    }

    /**
     * Returns the tokens. A prompt that is longer than the window even without any text ends where the window does.
     *
     * @param whole whether nothing was cut before
     */
    TokenizedText tokens(boolean whole) {
        long[] all = encoding.getIds();
        long[] segments = encoding.getTypeIds();
        int[] ids = new int[Math.min(maxTokens, all.length + (end == null ? 0 : 1))];
        byte[] types = new byte[ids.length];
        for (int i = 0; i < ids.length && i < all.length; i++) {
            ids[i] = (int) all[i];
            types[i] = (byte) segments[i];
        }
        if (over() > 0) {
            return new TokenizedText(ids, types, 0, 0, prompt.demonstrations().size(), false);
        }
        if (end != null) {
            ids[ids.length - 1] = end;
        }
        return new TokenizedText(ids, types, from, to, prompt.demonstrations().size(), whole);
    }

    private static String beforeText(Prompt prompt) {
        return prompt.head() + String.join("", prompt.demonstrations()) + prompt.before();
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Returns where an empty text without prompt would stand: after the leading special token, if there is one. */
    private static int textPlace(long[] special) {
        return special.length == 0 ? 0 : Math.min(1, special.length - 1);
    }

    private static boolean splits(@Nullable CharSpan left, @Nullable CharSpan right) {
        return left != null && right != null && right.getStart() < left.getEnd();
    }

    private static boolean before(@Nullable CharSpan span, int end) {
        return span != null && span.getStart() < end;
    }

    private static boolean from(@Nullable CharSpan span, int start) {
        return span != null && span.getStart() >= start;
    }
}
