package io.vizsla.refresh.pairs;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.TermStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

/** Passages to make queries of, and how rare their words are. Not safe for use by several threads. */
public final class PassageTexts {

    private static final Comparator<ChunkId> BY_NAME =
            Comparator.comparing((ChunkId id) -> id.document().id()).thenComparingInt(ChunkId::ordinal);

    private final List<PassageText> passages;
    private final String language;
    private final Function<String, TermStatistics> statistics;
    private final Map<String, Long> counts = new HashMap<>();

    /**
     * @param passages in any order
     * @param language BCP 47 tag
     * @param statistics of the words of a text
     */
    public PassageTexts(List<PassageText> passages, String language, Function<String, TermStatistics> statistics) {
        this.passages = List.copyOf(passages);
        this.language = language;
        this.statistics = statistics;
    }

    /**
     * Draws passages of an index; equal seeds draw the same ones.
     *
     * @param most how many are drawn, at least 1
     * @throws VizslaException {@code INVALID_ARGUMENT} for the number; {@code STORE_UNAVAILABLE} if the index fails
     */
    public static PassageTexts of(PassageIndex index, int most, long seed) {
        if (most < 1) {
            throw VizslaException.invalid("passages", most, "at least 1");
        }
        List<ChunkId> ids = new ArrayList<>();
        index.forEach(chunk -> ids.add(chunk.id()));
        ids.sort(BY_NAME);
        Collections.shuffle(ids, new Random(seed));
        List<ChunkId> drawn = ids.subList(0, Math.min(most, ids.size()));
        Map<ChunkId, Chunk> chunks = index.chunks(drawn);
        List<PassageText> passages = drawn.stream()
                .map(chunks::get)
                .filter(Objects::nonNull)
                .map(PassageTexts::text)
                .toList();
        return new PassageTexts(passages, index.spec().language(), index::termStatistics);
    }

    private static PassageText text(Chunk chunk) {
        return new PassageText(chunk.id().document().id(), chunk.id().ordinal(), chunk.title(), chunk.text());
    }

    /** Returns the passages. */
    public List<PassageText> passages() {
        return passages;
    }

    /** Returns the BCP 47 tag of their language. */
    public String language() {
        return language;
    }

    /** Returns how many passages of the index hold a word; of what is no word for the index, more than it has. */
    long count(String word) {
        return counts.computeIfAbsent(word, any -> statistics.apply(word).documentFrequency().values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MAX_VALUE));
    }
}
