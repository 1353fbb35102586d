package io.vizsla.refresh.pairs;

import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.text.CleanText;
import io.vizsla.refresh.data.RefreshQuery.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The ways to make queries of passages: a document's title; a sentence for the rest of its passage (inverse cloze task,
 * arXiv 1906.00300, which leaves the sentence in the passage in one of ten cases); a passage's rarest words; a document's
 * first sentence; a sentence without its rarest words; a question.
 */
public final class PairSources {

    /** A shorter sentence says too little to be asked. */
    private static final int LEAST_WORDS = 4;

    private static final double KEPT = 0.1;
    private static final int KEYWORDS = 5;
    private static final int SUBJECTS = 3;

    /** What is left out of a sentence: one of so many words. */
    private static final int MASKED_ONE_OF = 4;

    private static final int LONGEST_ASKED = 8000;

    private PairSources() {}

    /** Returns all of them, in the order of this class's description. */
    public static List<PairSource> all(Questioner questioner) {
        return List.of(title(), cloze(), keywords(), claim(), masked(), question(questioner));
    }

    /**
     * Makes pairs by all sources, of each about as many; no two of equal words. Where a source has too few the others make
     * more, questions apart: a chat model takes its time for each.
     *
     * @param most how many are wanted, at least 1
     */
    public static List<Pair> mixed(PassageTexts texts, Questioner questioner, int most, long seed) {
        List<PairSource> sources = all(questioner);
        int share = (most + sources.size() - 1) / sources.size();
        List<List<Pair>> made = new ArrayList<>();
        for (PairSource source : sources) {
            // Each begins with passages of its own.
            made.add(source.of(texts, source.origin() == Origin.QUESTION ? share : most, seed + made.size()));
        }
        Set<String> known = new HashSet<>();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < most && pairs.size() < most; i++) {
            for (List<Pair> own : made) {
                if (i < own.size()
                        && pairs.size() < most
                        && known.add(QueryId.of(own.get(i).query()))) {
                    pairs.add(own.get(i));
                }
            }
        }
        return pairs;
    }

    /** Returns the titles of documents, each for one of the document's passages; its vector holds the title, too. */
    public static PairSource title() {
        return new Drawn(Origin.TITLE, (passage, texts, random) -> Optional.of(passage)
                .filter(one -> !one.title().isBlank())
                .map(one -> new Drawn.Made(one.title(), one.text())));
    }

    /** Returns single sentences of passages; see {@link Pair#passage()} for what the index holds. */
    public static PairSource cloze() {
        return new Drawn(Origin.CLOZE, (passage, texts, random) -> {
            List<String> sentences = Words.sentences(passage.text());
            Optional<String> drawn = draw(sentences, random);
            boolean isKept = random.nextDouble() < KEPT;
            return drawn.map(
                    sentence -> new Drawn.Made(sentence, isKept ? passage.text() : without(sentence, sentences)));
        });
    }

    private static Optional<String> draw(List<String> sentences, Random random) {
        List<String> enough = sentences.stream()
                .filter(sentence -> Words.of(sentence).size() >= LEAST_WORDS)
                .toList();
        return sentences.size() < 2 || enough.isEmpty()
                ? Optional.empty()
                : Optional.of(enough.get(random.nextInt(enough.size())));
    }

    private static String without(String sentence, List<String> sentences) {
        List<String> rest = new ArrayList<>(sentences);
        rest.remove(sentence);
        return String.join(" ", rest);
    }

    /** Returns the rarest words of passages by the index's count of them. */
    public static PairSource keywords() {
        return new Drawn(Origin.KEYWORDS, (passage, texts, random) -> {
            List<String> words = RareWords.words(passage.text(), KEYWORDS, texts);
            return made(words, String.join(" ", words), passage);
        });
    }

    private static Optional<Drawn.Made> made(List<String> words, String query, PassageText passage) {
        return words.size() < 2 ? Optional.empty() : Optional.of(new Drawn.Made(query, passage.text()));
    }

    /** Returns the first sentences of documents. */
    public static PairSource claim() {
        return new Drawn(Origin.CLAIM, (passage, texts, random) -> {
            List<String> sentences = passage.ordinal() == 0 ? Words.sentences(passage.text()) : List.of();
            return sentences.size() < 2
                    ? Optional.empty()
                    : Optional.of(sentences.getFirst())
                            .filter(first -> Words.of(first).size() >= LEAST_WORDS)
                            .map(first -> new Drawn.Made(first, passage.text()));
        });
    }

    /** Returns single sentences of passages, the rarest quarter of their words left out. */
    public static PairSource masked() {
        return new Drawn(Origin.MASKED, (passage, texts, random) -> {
            List<String> sentences = Words.sentences(passage.text());
            return draw(sentences, random)
                    .map(sentence -> new Drawn.Made(masked(sentence, texts), passage.text()))
                    .filter(made -> Words.of(made.query()).size() >= LEAST_WORDS);
        });
    }

    private static String masked(String sentence, PassageTexts texts) {
        int most = Math.max(1, Words.of(sentence).size() / MASKED_ONE_OF);
        StringBuilder rest = new StringBuilder(sentence);
        for (Words.Span word : RareWords.of(sentence, most, texts).reversed()) {
            rest.delete(word.start(), word.end());
        }
        return rest.toString();
    }

    /** Returns questions on passages: the questioner's, or rare words in a frame where it has none. */
    public static PairSource question(Questioner questioner) {
        return new Drawn(Origin.QUESTION, (passage, texts, random) -> {
            int draw = random.nextInt(Integer.MAX_VALUE);
            String beginning = CleanText.wellFormed(passage.text()
                    .substring(0, Math.min(LONGEST_ASKED, passage.text().length())));
            return questioner
                    .question(beginning)
                    .filter(question -> !question.isBlank())
                    .map(question -> new Drawn.Made(question, passage.text()))
                    .or(() -> framed(passage, texts, draw));
        });
    }

    private static Optional<Drawn.Made> framed(PassageText passage, PassageTexts texts, int draw) {
        List<String> words = RareWords.words(passage.text(), SUBJECTS, texts);
        return made(words, QuestionFrames.ask(words, texts.language(), draw), passage);
    }
}
