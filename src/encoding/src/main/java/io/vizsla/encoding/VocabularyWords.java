package io.vizsla.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The whole words that a tokenizer knows, which is about what its model has read most of. */
public final class VocabularyWords {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What stands before the first piece of a word, where pieces that go on have no mark. */
    private static final Set<String> BEGINNINGS = Set.of("\u0120", "\u2581");

    /** One of so many pieces at least begins a word where beginnings are marked. */
    private static final int MARKED = 10;

    private static final int SHORTEST = 2;

    private VocabularyWords() {}

    /**
     * Reads them.
     *
     * @param file a {@code tokenizer.json}
     * @return words of two letters or more, in the tokenizer's order, which mostly is from the frequent ones to the rare ones;
     *     empty if it holds none
     * @throws VizslaException {@code INVALID_MODEL} if it cannot be read
     */
    public static List<String> read(Path file) {
        try {
            return of(JSON.readTree(file.toFile()).path("model").path("vocab"));
        } catch (IOException unreadable) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL,
                    file.getFileName() + " is not a readable tokenizer: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    static List<String> of(JsonNode vocabulary) {
        List<String> pieces = pieces(vocabulary);
        Set<String> marks =
                BEGINNINGS.stream().filter(mark -> marks(mark, pieces)).collect(Collectors.toSet());
        return pieces.stream()
                .filter(piece -> marks.isEmpty() || marks.stream().anyMatch(piece::startsWith))
                .map(piece -> marks.isEmpty() ? piece : piece.substring(1))
                .filter(VocabularyWords::isWord)
                .distinct()
                .toList();
    }

    /** Both marks are letters or signs that a vocabulary without marks may hold, too. */
    private static boolean marks(String mark, List<String> pieces) {
        return pieces.stream().filter(piece -> piece.startsWith(mark)).count() * MARKED >= pieces.size()
                && !pieces.isEmpty();
    }

    /** Words with their ids, or, as unigram models have it, words with their scores in the order of the ids. */
    private static List<String> pieces(JsonNode vocabulary) {
        List<String> pieces = new ArrayList<>();
        if (vocabulary.isArray()) {
            vocabulary.forEach(entry -> pieces.add(entry.path(0).asText()));
            return pieces;
        }
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(vocabulary.properties());
        entries.sort(Comparator.comparingInt(entry -> entry.getValue().asInt()));
        entries.forEach(entry -> pieces.add(entry.getKey()));
        return pieces;
    }

    private static boolean isWord(String piece) {
        return piece.length() >= SHORTEST && piece.codePoints().allMatch(Character::isLetter);
    }
}
