package io.vizsla.refresh.pairs;

import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.data.RefreshQuery.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Sentences of passages as queries that nobody asked: they tell how a model reads queries where too few were asked to tell
 * it, and nothing of what answers them.
 */
public final class AskedSentences {

    /** A longer sentence is a table or a list, and nobody asks such. */
    private static final int MOST_WORDS = 60;

    private static final int LEAST_WORDS = 4;

    private AskedSentences() {}

    /**
     * Draws one sentence of each passage that has one of 4 to 60 words.
     *
     * @param texts of passages, in any language
     * @param seed of which sentence it is
     * @return in the order of the passages, without instruction and judgement
     */
    public static List<RefreshQuery> of(List<String> texts, long seed) {
        Random random = new Random(seed);
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String id = "sentence-" + i;
            drawn(texts.get(i), random)
                    .map(sentence -> new RefreshQuery(id, sentence, "", Origin.CLOZE, Map.of(), Map.of(), Map.of(), 0))
                    .ifPresent(queries::add);
        }
        return queries;
    }

    private static Optional<String> drawn(String text, Random random) {
        List<String> sentences = Words.sentences(text).stream()
                .filter(sentence -> {
                    int words = Words.of(sentence).size();
                    return words >= LEAST_WORDS && words <= MOST_WORDS;
                })
                .toList();
        return sentences.isEmpty() ? Optional.empty() : Optional.of(sentences.get(random.nextInt(sentences.size())));
    }
}
