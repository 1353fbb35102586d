package io.vizsla.retrieval.example;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.NearestChunk;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.retrieval.example.Chosen.Reason;
import io.vizsla.retrieval.example.ExampleSource.Wanted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses examples for one query: one vector search, then those whose answer is there and may be told, then an order that
 * pays for variety. Which chunk of a document answers is found now and not when the judgement is taken: the document may
 * come later, or be cut anew.
 */
final class ExampleSearch {

    /** How many candidates there are for each example that is wanted. */
    private static final int CANDIDATES = 4;

    private static final int FEWEST_CANDIDATES = 16;

    /** How many times as many there are where a filter may hide most of them. */
    private static final int FILTERED = 4;

    private final PassageIndex examples;
    private final OpenCollection collection;
    private final Wanted wanted;
    private final Map<Reason, Integer> dropped = new EnumMap<>(Reason.class);

    ExampleSearch(PassageIndex examples, OpenCollection collection, Wanted wanted) {
        this.examples = examples;
        this.collection = collection;
        this.wanted = wanted;
    }

    Chosen choose() {
        List<Candidate> near = candidates(near());
        if (near.isEmpty()) {
            return Chosen.NOTHING;
        }
        List<Example> chosen = examples(take(answered(near)));
        return new Chosen(chosen, near.size(), dropped);
    }

    /** A candidate with the passage that answers it. */
    private record Answered(Candidate candidate, NearestChunk.Found answer) {}

    private List<Hit> near() {
        int candidates = Math.max(FEWEST_CANDIDATES, CANDIDATES * wanted.count());
        int limit = (wanted.filter() == null ? candidates : candidates * FILTERED) + 1;
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
                .nearest(candidates.stream().map(Candidate::answer).toList(), wanted.filter());
        List<Answered> answered = new ArrayList<>(candidates.size());
        for (int i = 0; i < found.size(); i++) {
            switch (found.get(i)) {
                case NearestChunk.Found answer -> answered.add(new Answered(candidates.get(i), answer));
                case NearestChunk.None none -> drop(none == NearestChunk.None.HIDDEN ? Reason.HIDDEN : Reason.ABSENT);
            }
        }
        return answered;
    }

    private List<Answered> take(List<Answered> answered) {
        Set<ChunkId> answers = new HashSet<>();
        return Diverse.take(
                        answered.stream()
                                .mapToDouble(one -> one.candidate().cosine())
                                .toArray(),
                        answered.stream().map(one -> one.candidate().vector()).toArray(float[][]::new),
                        wanted.diversity(),
                        wanted.count(),
                        place -> fresh(answered.get(place).answer().id(), answers))
                .stream()
                .map(answered::get)
                .toList();
    }

    private boolean fresh(ChunkId answer, Set<ChunkId> answers) {
        boolean first = answers.add(answer) || !wanted.distinct();
        if (!first) {
            drop(Reason.REPEATED);
        }
        return first;
    }

    private List<Example> examples(List<Answered> taken) {
        Map<ChunkId, Chunk> texts = wanted.texts()
                ? collection
                        .index()
                        .chunks(taken.stream().map(one -> one.answer().id()).toList())
                : Map.of();
        List<Example> chosen = new ArrayList<>(taken.size());
        for (Answered one : taken) {
            Chunk text = texts.get(one.answer().id());
            // Another version may be another text, and one that the filter hides.
            if (wanted.texts()
                    && (text == null || text.version() != one.answer().version())) {
                drop(Reason.ABSENT);
            } else {
                chosen.add(example(one, text == null ? "" : text.passage(), isVaried(chosen)));
            }
        }
        return chosen;
    }

    private boolean isVaried(List<Example> before) {
        return wanted.diversity() > 0 && !before.isEmpty();
    }

    private void drop(Reason reason) {
        dropped.merge(reason, 1, Integer::sum);
    }

    private static Example example(Answered one, String passage, boolean isVaried) {
        Candidate candidate = one.candidate();
        return new Example(
                candidate.query(),
                passage,
                one.answer().id(),
                candidate.grade(),
                candidate.cosine(),
                one.answer().vector(),
                candidate.reason(isVaried));
    }
}
