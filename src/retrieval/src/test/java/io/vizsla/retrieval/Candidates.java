package io.vizsla.retrieval;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signal;
import io.vizsla.api.passage.Signals;
import io.vizsla.api.passage.TermStatistics;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.api.query.QueryContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Hand-made candidates and contexts for the tests of single steps. */
public final class Candidates {

    private Candidates() {}

    public static ChunkId id(String document, int ordinal) {
        return new ChunkId(new DocumentRef("c", document), ordinal);
    }

    public static Hit hit(String document, double dense, double lexical) {
        Signals signals = Signals.of(Signal.DENSE, dense).with(Signal.LEXICAL, lexical);
        return Hit.candidate(id(document, 0), dense, signals);
    }

    public static Hits hits(Hit... hits) {
        return Hits.ranked(Arrays.asList(hits));
    }

    public static Hits random(Random random, int count) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double lexical = random.nextBoolean() ? 0 : random.nextDouble() * 20;
            hits.add(hit("d" + i, random.nextDouble() * 2 - 1, lexical));
        }
        return Hits.ranked(hits);
    }

    public static List<String> documents(Hits hits) {
        return hits.list().stream().map(hit -> hit.id().document().id()).toList();
    }

    public static CollectionSpec collection(Map<String, Object> pipeline) {
        return new CollectionSpec("c", "fake", "en", new Cutting(512, 64), FieldSchema.EMPTY, pipeline);
    }

    /** Returns a context whose collection holds {@code chunks} chunks and whose query's terms have these frequencies. */
    public static Context context(long chunks, Map<String, Long> frequencies) {
        return new Context(new TermStatistics(chunks, frequencies), new LinkedHashMap<>());
    }

    /** A context that keeps every note. */
    public record Context(TermStatistics termStatistics, Map<String, Object> notes) implements QueryContext {

        @Override
        public Query query() {
            return Query.of("words", Mode.HYBRID, 10);
        }

        @Override
        public CollectionSpec collection() {
            return Candidates.collection(Map.of());
        }

        @Override
        public void note(String step, String key, Object value) {
            notes.put(step + "." + key, value);
        }
    }
}
