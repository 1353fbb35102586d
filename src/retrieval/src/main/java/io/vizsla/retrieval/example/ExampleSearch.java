package io.vizsla.retrieval.example;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.NearestChunk;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.retrieval.example.ExampleSource.Wanted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Chooses examples: one vector search, then those whose answer is there, then an order that pays for variety. Which chunk of a
 * document answers is found now and not when the judgement is taken: the document may come later, or be cut anew.
 */
record ExampleSearch(PassageIndex examples, OpenCollection collection) {

    /** How many candidates there are for each example that is wanted. */
    private static final int CANDIDATES = 4;

    private static final int FEWEST_CANDIDATES = 16;

    List<Example> choose(Wanted wanted) {
        List<Candidate> near = candidates(near(wanted));
        if (near.isEmpty()) {
            return List.of();
        }
        return examples(wanted, take(wanted, answered(near)));
    }

    /** A candidate with the passage that answers it. */
    private record Answered(Candidate candidate, NearestChunk.Found answer) {}

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

    private List<Candidate> candidates(List<Hit> near) {
        List<ChunkId> ids = near.stream().map(Hit::id).toList();
        Map<ChunkId, float[]> vectors = examples.vectors(ids);
        Map<ChunkId, Chunk> contents = examples.chunks(ids);
        List<Candidate> candidates = new ArrayList<>(near.size());
        for (Hit hit : near) {
            float[] vector = vectors.get(hit.id());
            Chunk content = contents.get(hit.id());
            // Gone since the search.
            if (vector != null && content != null) {
                candidates.add(Candidate.of(candidates.size() + 1, hit, vector, content));
            }
        }
        return candidates;
    }

    private List<Answered> answered(List<Candidate> candidates) {
        List<NearestChunk> found = collection
                .index()
                .nearest(candidates.stream().map(Candidate::answer).toList(), null);
        List<Answered> answered = new ArrayList<>(candidates.size());
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) instanceof NearestChunk.Found answer) {
                answered.add(new Answered(candidates.get(i), answer));
            }
        }
        return answered;
    }

    private static List<Answered> take(Wanted wanted, List<Answered> answered) {
        Set<ChunkId> answers = new HashSet<>();
        IntPredicate fresh = place -> answers.add(answered.get(place).answer().id()) || !wanted.distinct();
        return Diverse.take(
                        answered.stream()
                                .mapToDouble(one -> one.candidate().cosine())
                                .toArray(),
                        answered.stream().map(one -> one.candidate().vector()).toArray(float[][]::new),
                        wanted.diversity(),
                        wanted.count(),
                        fresh)
                .stream()
                .map(answered::get)
                .toList();
    }

    private List<Example> examples(Wanted wanted, List<Answered> taken) {
        Map<ChunkId, Chunk> texts = wanted.texts()
                ? collection
                        .index()
                        .chunks(taken.stream().map(one -> one.answer().id()).toList())
                : Map.of();
        List<Example> chosen = new ArrayList<>(taken.size());
        for (Answered one : taken) {
            Chunk text = texts.get(one.answer().id());
            // Another version may be another text.
            if (!wanted.texts()
                    || text != null && text.version() == one.answer().version()) {
                chosen.add(example(one, text == null ? "" : text.passage(), chosen.isEmpty()));
            }
        }
        return chosen;
    }

    private static Example example(Answered one, String passage, boolean first) {
        Candidate candidate = one.candidate();
        return new Example(
                candidate.query(),
                passage,
                one.answer().id(),
                candidate.grade(),
                candidate.cosine(),
                one.answer().vector(),
                candidate.reason(first));
    }
}
