package io.vizsla.encoding;

import io.vizsla.api.model.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * Cuts prompts to what a model reads. What is too long loses examples, the last one first, then the end of the text; the
 * form and the special tokens stay. The tokens are always those that the tokenizer makes of the words that were kept, so
 * that whoever is shown these words sees what the model reads. Safe for any number of threads.
 */
final class PromptFitter {

    /** First guess of the UTF-16 units that a token stands for; more are read if it was not enough. */
    private static final int UNITS_A_TOKEN = 12;

    private static final int GROWTH = 8;

    /** How many tokens two texts may lose when they are written one after the other. */
    private static final int SEAMS = 8;

    private final HfTokenizer tokenizer;
    private final int maxTokens;
    private final @Nullable Integer appendEos;

    /**
     * Makes a fitter.
     *
     * @param maxTokens the most tokens of a result
     * @param appendEos id of a token to end with, null for none
     */
    PromptFitter(HfTokenizer tokenizer, int maxTokens, @Nullable Integer appendEos) {
        this.tokenizer = tokenizer;
        this.maxTokens = maxTokens;
        this.appendEos = appendEos;
    }

    /**
     * What a model reads.
     *
     * @param prompt as it was cut
     * @param tokens of it
     * @param ended whether the end token was put behind what the tokenizer made of the prompt
     */
    record Fitted(Prompt prompt, TokenizedText tokens, boolean ended) {}

    /**
     * Returns what is read of a prompt.
     *
     * @param prompt holds nothing but clean text, in which no special token stands as a word
     */
    Fitted fit(Prompt prompt) {
        Prompt fitting = prompt.withDemonstrations(roomFor(prompt));
        while (true) {
            Fitted fitted = fitText(fitting);
            if (fitted.tokens().whole() || fitting.demonstrations().isEmpty()) {
                return fitted;
            }
            fitting = fitting.withDemonstrations(fitting.demonstrations().size() - 1);
        }
    }

    /** Returns about how many examples there is room for beside the rest; never too few, save for merges at seams. */
    private int roomFor(Prompt prompt) {
        int count = prompt.demonstrations().size();
        if (count == 0) {
            return 0;
        }
        long left = maxTokens - count(prompt.withDemonstrations(0).whole());
        int room = 0;
        while (room < count) {
            left -= count(prompt.demonstrations().get(room));
            if (left < -SEAMS) {
                break;
            }
            room++;
        }
        return room;
    }

    /** Returns how many tokens a text has, more than fit counting as one more than fit. */
    private int count(String text) {
        String head = text.substring(0, Texts.pieceEnd(text, 0, (int) Math.min(text.length(), maxTokens * 64L)));
        int tokens = tokenizer.encode(head, false).getIds().length;
        return head.length() < text.length() ? maxTokens + 1 : Math.min(tokens, maxTokens + 1);
    }

    /** Reads no more of the text than can be used. */
    private Fitted fitText(Prompt prompt) {
        String text = prompt.text();
        long guess = (long) maxTokens * UNITS_A_TOKEN;
        while (true) {
            int end = Texts.pieceEnd(text, 0, (int) Math.min(guess, text.length()));
            PromptReading head = read(prompt.withText(text.substring(0, end)));
            if (head.over() > 0) {
                return shortened(head);
            }
            if (end == text.length()) {
                return fitted(head, true);
            }
            guess *= GROWTH;
        }
    }

    /** Takes tokens from the end of the text until the rest fits: once, unless what is left is read in more tokens. */
    private Fitted shortened(PromptReading tooLong) {
        PromptReading reading = tooLong;
        while (reading.over() > 0 && !reading.prompt().text().isEmpty()) {
            reading = read(reading.prompt().withText(reading.textWithout(reading.over())));
        }
        return fitted(reading, false);
    }

    private PromptReading read(Prompt prompt) {
        return PromptReading.of(prompt, tokenizer.encode(prompt.whole(), true), maxTokens, appendEos);
    }

    private static Fitted fitted(PromptReading reading, boolean whole) {
        return new Fitted(reading.prompt(), reading.tokens(whole), reading.isEnded());
    }
}
