package io.vizsla.refresh.data;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.Signal;
import io.vizsla.refresh.pairs.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes out of a collection what a refresh is trained on: judged queries and made ones, for each what vectors and words bring, and
 * the vectors of the passages. A large corpus is sampled: every relevant passage and every candidate stays, others are
 * drawn.
 *
 * @param collection that is searched
 * @param tokens a third signal beside vectors and words
 * @param reranker a fourth, of the best candidates
 * @param words how much words count in its hybrid search
 * @param depth how many candidates vectors and words bring each
 * @param mostPassages beyond which passages are drawn
 * @param withTexts whether the passages are to be read anew, for which their texts are taken along
 * @param seed of what is drawn
 */
public record RefreshExport(
        OpenCollection collection,
        TokenSignal tokens,
        RerankSignal reranker,
        WordShare words,
        int depth,
        int mostPassages,
        boolean withTexts,
        long seed) {

    private static final int PIECE = 1000;
    private static final Comparator<ChunkId> BY_NAME =
            Comparator.comparing((ChunkId id) -> id.document().id()).thenComparingInt(ChunkId::ordinal);

    public RefreshExport {
        if (depth < 1 || depth > IndexQuery.LARGEST_LIMIT) {
            throw VizslaException.invalid("depth", depth, "between 1 and " + IndexQuery.LARGEST_LIMIT);
        }
        if (mostPassages < 2) {
            throw VizslaException.invalid("mostPassages", mostPassages, "at least 2");
        }
    }

    /**
     * Reads the data of judged queries.
     *
     * @param judgements of the collection
     * @throws VizslaException {@code STORE_UNAVAILABLE} if the index fails; what the encoder throws
     */
    public RefreshData of(List<Judgement> judgements) {
        return of(judgements, List.of());
    }

    /**
     * Reads the data of queries that were made of the collection's passages. They are searched with as judged ones are; the
     * document that a query was made of is relevant to it by 1, whatever other one may answer it as well.
     *
     * @throws VizslaException as {@link #of(List)}
     */
    public RefreshData ofPairs(List<Pair> pairs) {
        return of(List.of(), pairs);
    }

    /**
     * Reads the data of both. A query that somebody judged is not made once more.
     *
     * @throws VizslaException as {@link #of(List)}
     */
    public RefreshData of(List<Judgement> judgements, List<Pair> pairs) {
        return of(judgements, pairs, List.of());
    }

    /**
     * Reads the data of these and of queries that somebody asked and nobody judged, which have no relevant document.
     *
     * @param asked their words; one that was judged or made is that one
     * @throws VizslaException as {@link #of(List)}
     */
    public RefreshData of(List<Judgement> judgements, List<Pair> pairs, List<String> asked) {
        Map<String, List<ChunkId>> chunks = new HashMap<>();
        collection.index().forEach(chunk -> chunks.computeIfAbsent(
                        chunk.id().document().id(), any -> new ArrayList<>())
                .add(chunk.id()));
        List<Candidates> found = queries(judgements, pairs, asked).stream()
                .filter(query -> query.origin() == RefreshQuery.Origin.LOGGED
                        || query.gains().keySet().stream().anyMatch(chunks::containsKey))
                .map(this::candidates)
                .toList();
        return data(found, passages(found, chunks), chunks.keySet());
    }

    private static List<JudgedQueries.Judged> queries(
            List<Judgement> judgements, List<Pair> pairs, List<String> asked) {
        Map<String, JudgedQueries.Judged> byId = new TreeMap<>();
        JudgedQueries.of(judgements).forEach(query -> byId.put(query.id(), query));
        for (Pair pair : pairs) {
            String id = QueryId.of(pair.query());
            byId.putIfAbsent(
                    id, new JudgedQueries.Judged(id, pair.query(), pair.origin(), Map.of(pair.document(), 1.0)));
        }
        for (String text : asked) {
            String id = QueryId.of(text);
            byId.putIfAbsent(id, new JudgedQueries.Judged(id, text, RefreshQuery.Origin.LOGGED, Map.of()));
        }
        return List.copyOf(byId.values());
    }

    /** What a query brought. */
    private record Candidates(
            JudgedQueries.Judged query,
            String instruction,
            Map<ChunkId, Double> lexical,
            Map<ChunkId, Double> tokens,
            Map<ChunkId, Double> reranked,
            double share) {}

    private Candidates candidates(JudgedQueries.Judged query) {
        var usual = collection.spec().tasks().usualInstruction();
        EncodedBatch encoded =
                collection.encoder().encode(List.of(new EncodingInput(query.text(), Role.QUERY, usual, List.of())));
        Hits hits = collection
                .index()
                .search(IndexQuery.both(encoded.dense()[0], query.text(), depth).exactly());
        Map<ChunkId, Double> lexical = new LinkedHashMap<>();
        for (Hit hit : hits.list()) {
            lexical.put(hit.id(), hit.signals().get(Signal.LEXICAL).orElse(0));
        }
        TokenVectors own = encoded.tokens().isEmpty() ? null : encoded.tokens().getFirst();
        Map<ChunkId, Double> similar = own == null ? Map.of() : tokens.of(collection.index(), own, lexical.keySet());
        Map<ChunkId, Double> reranked = reranker.of(collection.index(), query.text(), best(hits));
        return new Candidates(query, usual.text(), lexical, similar, reranked, words.of(collection, query.text()));
    }

    /** Returns those that vectors or words put first, in turn. */
    private Set<ChunkId> best(Hits hits) {
        Map<Signal, List<ChunkId>> rankings = new EnumMap<>(Signal.class);
        for (Signal signal : List.of(Signal.DENSE, Signal.LEXICAL)) {
            rankings.put(
                    signal,
                    hits.list().stream()
                            .sorted(Comparator.comparingDouble(
                                    hit -> -hit.signals().get(signal).orElse(Double.NEGATIVE_INFINITY)))
                            .map(Hit::id)
                            .toList());
        }
        Set<ChunkId> best = new LinkedHashSet<>();
        for (int rank = 0; rank < hits.list().size() && best.size() < reranker.depth(); rank++) {
            for (List<ChunkId> ranking : rankings.values()) {
                best.add(ranking.get(rank));
            }
        }
        return best;
    }

    private List<ChunkId> passages(List<Candidates> found, Map<String, List<ChunkId>> chunks) {
        List<ChunkId> all = new ArrayList<>();
        chunks.values().forEach(all::addAll);
        all.sort(BY_NAME);
        if (all.size() <= mostPassages) {
            return all;
        }
        Set<ChunkId> chosen = new LinkedHashSet<>();
        for (Candidates one : found) {
            one.query().gains().keySet().forEach(document -> chosen.addAll(chunks.getOrDefault(document, List.of())));
            chosen.addAll(one.lexical().keySet());
        }
        Collections.shuffle(all, new Random(seed));
        for (int i = 0; i < all.size() && chosen.size() < mostPassages; i++) {
            chosen.add(all.get(i));
        }
        return chosen.stream().sorted(BY_NAME).toList();
    }

    /** A passage that was deleted meanwhile has no vector, and is left out. */
    private RefreshData data(List<Candidates> found, List<ChunkId> wanted, Set<String> documents) {
        List<float[]> vectors = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Map<ChunkId, Integer> places = new LinkedHashMap<>();
        for (int from = 0; from < wanted.size(); from += PIECE) {
            List<ChunkId> piece = wanted.subList(from, Math.min(wanted.size(), from + PIECE));
            Map<ChunkId, float[]> read = collection.index().vectors(piece);
            Map<ChunkId, Chunk> chunks = withTexts ? collection.index().chunks(piece) : Map.of();
            for (ChunkId id : piece) {
                float[] vector = read.get(id);
                Chunk chunk = chunks.get(id);
                if (vector == null || withTexts && chunk == null) {
                    continue;
                }
                places.put(id, vectors.size());
                vectors.add(vector);
                if (chunk != null) {
                    texts.add(chunk.passage());
                }
            }
        }
        List<RefreshQuery> queries =
                found.stream().map(one -> query(one, places, documents)).toList();
        return new RefreshData(
                vectors.toArray(float[][]::new),
                places.keySet().stream().map(id -> id.document().id()).toList(),
                queries,
                texts);
    }

    private static RefreshQuery query(Candidates one, Map<ChunkId, Integer> places, Set<String> documents) {
        Map<String, Double> gains = new HashMap<>(one.query().gains());
        gains.keySet().retainAll(new HashSet<>(documents));
        return new RefreshQuery(
                one.query().id(),
                one.query().text(),
                one.instruction(),
                one.query().origin(),
                gains,
                RefreshQuery.placed(one.lexical(), places),
                RefreshQuery.placed(one.tokens(), places),
                one.share(),
                RefreshQuery.placed(one.reranked(), places));
    }
}
