package io.vizsla.index.milvus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.milvus.v2.common.ConsistencyLevel;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * How common words are, counted by the server and remembered for a while. A write of this process forgets all counts. Safe
 * for any number of threads.
 */
final class WordStatistics {

    private static final int MOST_REMEMBERED = 100_000;
    private static final int AT_ONCE = 16;
    private static final String ALL = "all";

    /** Chunks whose lengths stand for those of all. */
    private static final int SAMPLE = Rows.LARGEST_PAGE;

    private final Rows rows;
    private final boolean listsTerms;
    private final ExecutorService threads;
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final Cache<String, Long> frequencies;
    private final Cache<String, Totals> totals;

    /**
     * What is known of all chunks.
     *
     * @param chunks how many there are
     * @param meanLength of a chunk in words, of the first {@value #SAMPLE}; 1 if there are none
     */
    record Totals(long chunks, double meanLength) {}

    WordStatistics(Rows rows, ServerFeatures server, ExecutorService threads, Duration age) {
        this.rows = rows;
        this.listsTerms = !server.bm25();
        this.threads = threads;
        this.frequencies = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(age)
                .build();
        this.totals = Caffeine.newBuilder().maximumSize(1).expireAfterWrite(age).build();
    }

    /** Returns how many chunks there are and how long they are. */
    Totals totals(ConsistencyLevel level) {
        return totals.get(ALL, _ -> new Totals(rows.count("", level), meanLength(level)));
    }

    /** Returns of each term, in {@link SafeTerm}, how many chunks hold it. */
    Map<String, Long> frequencies(Collection<String> terms, ConsistencyLevel level) {
        Map<String, Long> known = new HashMap<>(frequencies.getAllPresent(terms));
        Map<String, Future<Long>> counting = new HashMap<>();
        for (String term : terms) {
            if (!known.containsKey(term)) {
                counting.put(
                        term, threads.submit(() -> Parallel.bounded(permits, () -> rows.count(holds(term), level))));
            }
        }
        counting.forEach((term, count) -> {
            long frequency = Parallel.result(count);
            frequencies.put(term, frequency);
            known.put(term, frequency);
        });
        return known;
    }

    /** Forgets what was counted. */
    void forget() {
        frequencies.invalidateAll();
        totals.invalidateAll();
    }

    private String holds(String term) {
        return listsTerms
                ? "array_contains(" + Columns.TERMS + ", \"" + term + "\")"
                : "TEXT_MATCH(" + Columns.WORDS + ", \"" + term + "\")";
    }

    private double meanLength(ConsistencyLevel level) {
        return rows.page(Columns.LENGTH + " >= 0", List.of(Columns.LENGTH), SAMPLE, level).stream()
                .mapToLong(row -> Rows.number(row, Columns.LENGTH))
                .average()
                .orElse(1);
    }
}
