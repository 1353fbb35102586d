package io.vizsla.query.answer;

import io.vizsla.query.answer.Answer.Kind;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers with sentences of the passages, word for word: those that hold most of what the question's words have left, a better
 * passage's first. Needs no chat model, and cannot say what is not there.
 */
final class Extract {

    private static final int MOST_SENTENCES = 3;
    private static final int LONGEST_SENTENCE = 600;
    private static final int MOST_LOOKED_AT = 200;
    private static final int FEWEST_WORDS = 4;

    private Extract() {}

    /** A sentence of a passage. */
    private record Sentence(Passage passage, String text, Set<String> words) {

        /** Words that nobody has said yet count; where they tie, the better passage. */
        double worth(Set<String> said) {
            long fresh = words.stream().filter(word -> !said.contains(word)).count();
            return fresh + passage.score();
        }
    }

    /** Returns an answer; the passages are at least one. */
    static Answer answer(String question, List<Passage> passages, Locale language, @Nullable String reason) {
        List<Sentence> sentences = sentences(question, passages, language);
        List<Sentence> chosen = new ArrayList<>();
        Set<String> said = new HashSet<>();
        while (chosen.size() < MOST_SENTENCES) {
            Optional<Sentence> next = sentences.stream()
                    .filter(one -> !chosen.contains(one))
                    .filter(one -> chosen.isEmpty() || !said.containsAll(one.words()))
                    .max(Comparator.comparingDouble(one -> one.worth(said)));
            if (next.isEmpty()) {
                break;
            }
            chosen.add(next.get());
            said.addAll(next.get().words());
        }
        return written(question, passages, chosen, reason);
    }

    private static Answer written(
            String question, List<Passage> passages, List<Sentence> chosen, @Nullable String reason) {
        StringBuilder text = new StringBuilder();
        List<Citation> citations = new ArrayList<>();
        for (Sentence sentence : chosen) {
            if (!text.isEmpty()) {
                text.append(' ');
            }
            int start = text.length();
            text.append(sentence.text().replaceAll("\\s+", " "));
            int number = sentence.passage().number();
            citations.add(new Citation(number, start, text.length(), true, sentence.text()));
            text.append(" [").append(number).append(']');
        }
        return new Answer(
                question, Kind.EXTRACTIVE, text.toString(), citations, !citations.isEmpty(), passages, null, reason);
    }

    private static List<Sentence> sentences(String question, List<Passage> passages, Locale language) {
        ContentWords asked = ContentWords.of(question);
        List<Sentence> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(language);
        for (Passage passage : passages) {
            breaks.setText(passage.text());
            int from = breaks.first();
            for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
                String text = cut(passage.text().substring(from, to).strip());
                if (!text.isEmpty() && !repeats(question, text) && sentences.size() < MOST_LOOKED_AT) {
                    sentences.add(new Sentence(passage, text, asked.heldBy(text)));
                }
                from = to;
            }
        }
        return sentences;
    }

    /** Who asks the same does not answer it; a few key words are no question. */
    private static boolean repeats(String question, String sentence) {
        String asked = plain(question);
        return asked.split(" ").length >= FEWEST_WORDS && plain(sentence).contains(asked);
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** A table or a listing may be one sentence of any length; its beginning is still its own words. */
    private static String cut(String sentence) {
        if (sentence.length() <= LONGEST_SENTENCE) {
            return sentence;
        }
        int blank = sentence.lastIndexOf(' ', LONGEST_SENTENCE);
        int end = blank > 0 ? blank : LONGEST_SENTENCE;
        return sentence.substring(0, Character.isHighSurrogate(sentence.charAt(end - 1)) ? end - 1 : end);
    }
}
