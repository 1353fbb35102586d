package io.vizsla.retrieval.example;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.Signal;
import io.vizsla.retrieval.example.ExampleSource.Wanted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Chooses examples: one vector search, then an order that pays for variety, then those whose passage is there. */
record ExampleSearch(PassageIndex examples, OpenCollection collection) {

    /** How many candidates there are for each example that is wanted. */
    private static final int CANDIDATES = 4;

    private static final int FEWEST_CANDIDATES = 16;

    List<Example> choose(Wanted wanted) {
        List<Hit> near = near(wanted);
        if (near.isEmpty()) {
            return List.of();
        }
        List<ChunkId> ids = near.stream().map(Hit::id).toList();
        Map<ChunkId, float[]> vectors = examples.vectors(ids);
        Map<ChunkId, Chunk> contents = examples.chunks(ids);
        List<Candidate> candidates = new ArrayList<>(near.size());
        for (Hit hit : near) {
            float[] vector = vectors.get(hit.id());
            Chunk content = contents.get(hit.id());
            // Gone since the search.
            if (vector != null && content != null) {
                candidates.add(Candidate.of(hit, vector, content));
            }
        }
        return take(wanted, candidates);
    }

    /** A candidate for an example. */
    private record Candidate(String query, ChunkId answer, int grade, double cosine, float[] vector) {

        static Candidate of(Hit hit, float[] vector, Chunk content) {
            return new Candidate(
                    content.text(),
                    ChunkId.parse(String.valueOf(content.metadata().get(ExampleWriter.ANSWER))),
                    content.metadata().get(ExampleWriter.GRADE) instanceof Number grade ? grade.intValue() : 1,
                    hit.signals().get(Signal.DENSE).orElse(hit.score()),
                    vector);
        }
    }

    private List<Hit> near(Wanted wanted) {
        int limit = Math.max(FEWEST_CANDIDATES, CANDIDATES * wanted.count()) + 1;
        String itself = QueryId.of(wanted.text());
        List<Hit> others = new ArrayList<>(limit);
        for (Hit hit : examples.search(IndexQuery.dense(wanted.vector(), limit))) {
            if (!hit.id().document().id().equals(itself)) {
                others.add(hit);
            }
        }
        return others;
    }

    private List<Example> take(Wanted wanted, List<Candidate> candidates) {
        Map<ChunkId, float[]> passages = collection
                .index()
                .vectors(candidates.stream().map(Candidate::answer).toList());
        List<Integer> order = Diverse.order(
                candidates.stream().mapToDouble(Candidate::cosine).toArray(),
                candidates.stream().map(Candidate::vector).toArray(float[][]::new),
                wanted.diversity());
        List<Candidate> taken = new ArrayList<>(wanted.count());
        Set<ChunkId> answers = new HashSet<>();
        for (int place : order) {
            Candidate candidate = candidates.get(place);
            boolean fresh = answers.add(candidate.answer()) || !wanted.distinct();
            if (taken.size() < wanted.count() && fresh && passages.containsKey(candidate.answer())) {
                taken.add(candidate);
            }
        }
        return examples(wanted, taken, candidates, passages);
    }

    private List<Example> examples(
            Wanted wanted, List<Candidate> taken, List<Candidate> candidates, Map<ChunkId, float[]> passages) {
        Map<ChunkId, Chunk> texts = wanted.texts()
                ? collection
                        .index()
                        .chunks(taken.stream().map(Candidate::answer).toList())
                : Map.of();
        List<Example> chosen = new ArrayList<>(taken.size());
        for (Candidate one : taken) {
            Chunk text = texts.get(one.answer());
            float[] passage = passages.get(one.answer());
            if (passage != null && (text != null || !wanted.texts())) {
                chosen.add(new Example(
                        one.query(),
                        text == null ? "" : text.passage(),
                        one.answer(),
                        one.grade(),
                        one.cosine(),
                        passage,
                        reason(one, candidates)));
            }
        }
        return chosen;
    }

    private static String reason(Candidate one, List<Candidate> candidates) {
        int place = 1 + candidates.indexOf(one);
        return place == 1
                ? "the nearest judged query"
                : "judged query " + place + " by nearness, unlike the examples before it";
    }
}
