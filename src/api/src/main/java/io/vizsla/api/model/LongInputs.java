package io.vizsla.api.model;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/**
 * What becomes of passages that are longer than a model reads: cut at the end, or read in windows that overlap and whose
 * vectors are averaged (parallel windows of LongEmbed, arXiv 2404.12096). Queries are always cut.
 *
 * @param windows the most windows of a text, 1 to 256; what lies beyond the last one is cut. 1 stands for no windows
 * @param overlap how many tokens of the text a window repeats from the one before, 0 to 32,768; 0 without windows. No
 *     more than half of the room for text is repeated
 */
public record LongInputs(int windows, int overlap) {

    /** One window: the end of a long text is cut. */
    public static final LongInputs TRUNCATE = new LongInputs(1, 0);

    private static final int MOST_WINDOWS = 256;
    private static final int MOST_OVERLAP = 1 << 15;
    private static final int USUAL_WINDOWS = 16;
    private static final int USUAL_OVERLAP = 64;

    public LongInputs {
        check(windows >= 1 && windows <= MOST_WINDOWS, "windows", windows, "between 1 and " + MOST_WINDOWS);
        int most = windows == 1 ? 0 : MOST_OVERLAP;
        check(
                overlap >= 0 && overlap <= most,
                "overlap",
                overlap,
                most == 0 ? "0 with a single window" : "between 0 and " + most);
    }

    /** Returns 16 windows that overlap by 64 tokens, or by a quarter of a model's input if that is less. */
    public static LongInputs windowsOf(int maxTokens) {
        return new LongInputs(USUAL_WINDOWS, Math.max(0, Math.min(USUAL_OVERLAP, maxTokens / 4)));
    }

    /** Returns whether long passages are read in windows. */
    public boolean areWindowed() {
        return windows > 1;
    }

    /**
     * Returns how many tokens a passage may have with its prompt so that nothing of it is cut, if the prompt fills no more
     * than half of a model's input.
     *
     * @param maxTokens that the model reads at once
     */
    public int reach(int maxTokens) {
        int half = maxTokens / 2;
        return maxTokens + (windows - 1) * Math.max(half - overlap, half / 2);
    }

    private static void check(boolean holds, String field, int value, String bound) {
        if (!holds) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, "longInputs." + field, value, bound);
        }
    }
}
