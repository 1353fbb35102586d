package io.vizsla.trainer;

import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.trainer.Anchors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Queries of no matter what, made of the words that the model's tokenizer knows: a refresh holds them where they are, so that
 * what is learned of one collection costs less elsewhere. They need no text that somebody would have to keep.
 */
final class ForeignQueries {

    private static final int COUNT = 256;
    private static final int PER_STEP = 8;
    private static final int FEWEST_WORDS = 3;
    private static final int MOST_WORDS = 12;

    /** With fewer words than that a tokenizer tells nothing of a language. */
    private static final int LEAST_VOCABULARY = 1000;

    private ForeignQueries() {}

    /** Returns the anchors that the settings ask for, with their vectors by the model as it serves. */
    static Anchors of(BaseModel model, RefreshSettings settings) {
        List<String> words = settings.drift() > 0 ? model.words() : List.of();
        if (words.size() < LEAST_VOCABULARY) {
            return Anchors.NONE;
        }
        List<String> texts = draw(words, COUNT, settings.seed());
        return new Anchors(model.queryTokens(texts), model.queryVectors(texts), settings.drift(), PER_STEP);
    }

    /**
     * Draws queries whose words are as frequent as in texts: the chance of a word falls with its rank.
     *
     * @param words from the frequent ones to the rare ones, one or more
     */
    static List<String> draw(List<String> words, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(Stream.generate(() -> word(words, random))
                    .limit(random.nextInt(FEWEST_WORDS, MOST_WORDS + 1))
                    .collect(Collectors.joining(" ")));
        }
        return texts;
    }

    private static String word(List<String> words, SplittableRandom random) {
        return words.get((int) Math.pow(words.size(), random.nextDouble()) - 1);
    }
}
