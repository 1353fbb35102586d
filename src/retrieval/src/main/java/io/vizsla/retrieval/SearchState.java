package io.vizsla.retrieval;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.TermStatistics;
import io.vizsla.api.query.Query;
import io.vizsla.api.query.QueryContext;
import io.vizsla.api.query.WeightedQuery;
import io.vizsla.retrieval.calibration.Ranking;
import io.vizsla.retrieval.example.Example;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the steps of one search hand on to each other. Used by one thread. */
final class SearchState implements QueryContext {

    private final OpenCollection collection;
    private final Query query;
    private final Map<String, Duration> timings = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> notes = new LinkedHashMap<>();
    private List<Variant> variants;
    private List<Example> examples = List.of();
    private Hits hits = Hits.EMPTY;
    private Map<ChunkId, Chunk> following = Map.of();
    private Ranking ranking = Ranking.DENSE;
    private @Nullable TermStatistics statistics;

    SearchState(OpenCollection collection, Query query) {
        this.collection = collection;
        this.query = query;
        this.variants = List.of(Variant.of(new WeightedQuery(query, 1)));
    }

    /** Runs a step and keeps how long it took. */
    void run(Step step) {
        long start = System.nanoTime();
        if (query.explain()) {
            notes.put(step.name(), new LinkedHashMap<>());
        }
        step.run(this);
        timings.put(step.name(), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public Query query() {
        return query;
    }

    @Override
    public CollectionSpec collection() {
        return collection.spec();
    }

    OpenCollection open() {
        return collection;
    }

    @Override
    public TermStatistics termStatistics() {
        TermStatistics known = statistics;
        if (known == null) {
            known = collection.index().termStatistics(query.text());
            statistics = known;
        }
        return known;
    }

    @Override
    public void note(String step, String key, Object value) {
        if (query.explain()) {
            notes.computeIfAbsent(step, name -> new LinkedHashMap<>()).put(key, value);
        }
    }

    /** Returns the queries that are run; the first is closest to what the user wrote. */
    List<Variant> variants() {
        return variants;
    }

    void variants(List<Variant> newVariants) {
        variants = List.copyOf(newVariants);
    }

    void eachVariant(UnaryOperator<Variant> change) {
        variants(variants.stream().map(change).toList());
    }

    /** Returns the worked examples that were chosen or encoded so far. */
    List<Example> examples() {
        return examples;
    }

    void examples(List<Example> newExamples) {
        examples = List.copyOf(newExamples);
    }

    /** Returns the candidates in the order of the last step. */
    Hits hits() {
        return hits;
    }

    void hits(Hits newHits) {
        hits = newHits;
    }

    /** Returns the chunk after each hit that has one; empty unless somebody read them. */
    Map<ChunkId, Chunk> following() {
        return following;
    }

    void following(Map<ChunkId, Chunk> newFollowing) {
        following = Map.copyOf(newFollowing);
    }

    /** Returns what the candidates are ordered by. */
    Ranking ranking() {
        return ranking;
    }

    void ranking(Ranking newRanking) {
        ranking = newRanking;
    }

    Map<String, Duration> timings() {
        return timings;
    }

    @Nullable
    Explanation explanation() {
        if (!query.explain()) {
            return null;
        }
        List<Explanation.Step> steps = new ArrayList<>();
        notes.forEach((name, details) -> steps.add(new Explanation.Step(name, details)));
        return new Explanation(steps);
    }
}
