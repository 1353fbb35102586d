package io.vizsla.benchmarks;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.Signal;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.evaluation.Evaluation;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.Measure;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.Qrels;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.ScoredDocument;
import io.vizsla.evaluation.SharedDocuments;
import io.vizsla.training.teacher.BlendedTeacher;
import io.vizsla.training.teacher.SoftLabels;
import io.vizsla.training.teacher.TeacherSignal;
import io.vizsla.training.trainer.LabeledQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** A collection as training sees it: passages by their place, queries as tokens, labels by passage. */
final class RefreshSet {

    static final Metric METRIC = Metric.of(Measure.NDCG, 10);
    private static final int DEPTH = 100;
    private static final int TOP = 1000;

    private final PassageIndex index;
    private final OnnxBiEncoder encoder;
    private final List<ChunkId> chunks = new ArrayList<>();
    private final Map<String, List<Integer>> places = new HashMap<>();
    private final float[][] vectors;

    RefreshSet(BeirCollection collection, OnnxBiEncoder encoder) {
        this.index = collection.collection().index();
        this.encoder = encoder;
        index.forEach(chunk -> chunks.add(chunk.id()));
        Map<ChunkId, float[]> all = index.vectors(chunks);
        vectors = chunks.stream().map(id -> Objects.requireNonNull(all.get(id))).toArray(float[][]::new);
        placeDocuments();
    }

    private RefreshSet(PassageIndex index, OnnxBiEncoder encoder, List<ChunkId> chunks, float[][] vectors) {
        this.index = index;
        this.encoder = encoder;
        this.chunks.addAll(chunks);
        this.vectors = vectors;
        placeDocuments();
    }

    private void placeDocuments() {
        for (int i = 0; i < vectors.length; i++) {
            places.computeIfAbsent(document(i), any -> new ArrayList<>()).add(i);
        }
    }

    /** Returns some of the passages with vectors that another model gave them, whose queries are asked. */
    RefreshSet with(OnnxBiEncoder other, List<Integer> some, float[][] given) {
        return new RefreshSet(index, other, some.stream().map(chunks::get).toList(), given);
    }

    /** Returns the texts of the passages as models read them. */
    List<String> texts() {
        Map<ChunkId, Chunk> all = index.chunks(chunks);
        return chunks.stream()
                .map(id -> Objects.requireNonNull(all.get(id)).passage())
                .toList();
    }

    /** Returns the places of the passages of documents that are relevant to a set's queries. */
    Set<Integer> relevant(BenchmarkSet set) {
        Set<Integer> relevant = new HashSet<>();
        set.queries().keySet().forEach(id -> set.qrels()
                .of(id)
                .keySet()
                .forEach(document -> relevant.addAll(places.getOrDefault(document, List.of()))));
        return relevant;
    }

    float[][] vectors() {
        return vectors;
    }

    List<int[]> tokens(BenchmarkSet set) {
        return set.queries().values().stream().map(this::tokens).toList();
    }

    private int[] tokens(String query) {
        return encoder.tokenIds(EncodingInput.query(query));
    }

    private String document(int place) {
        DocumentRef document = chunks.get(place).document();
        return document.id();
    }

    /** Returns the training queries with the teacher's labels over the best of vectors and words. */
    List<LabeledQuery> labeled(BenchmarkSet set, double raise) {
        List<LabeledQuery> queries = new ArrayList<>();
        set.queries().forEach((id, text) -> {
            float[] vector = encoder.encode(List.of(EncodingInput.query(text))).dense()[0];
            double[] dense = similarities(vector);
            Map<Integer, Double> gains = gains(set.qrels().of(id), dense);
            if (!gains.isEmpty()) {
                queries.add(new LabeledQuery(
                        tokens(text),
                        gains,
                        teacher(text, dense, gains.keySet(), raise).scores(),
                        Set.of()));
            }
        });
        return queries;
    }

    /** Of a relevant document the chunk that is nearest counts. */
    private Map<Integer, Double> gains(Map<String, Integer> grades, double[] dense) {
        Map<Integer, Double> gains = new HashMap<>();
        grades.forEach((document, grade) -> {
            if (grade > 0) {
                places.getOrDefault(document, List.of()).stream()
                        .max((a, b) -> Double.compare(dense[a], dense[b]))
                        .ifPresent(place -> gains.put(place, (double) grade));
            }
        });
        return gains;
    }

    private SoftLabels teacher(String text, double[] dense, Set<Integer> relevant, double raise) {
        Map<Integer, Double> words = lexical(text);
        Set<Integer> candidates = new HashSet<>(words.keySet());
        IntStream.range(0, dense.length)
                .boxed()
                .sorted((a, b) -> Double.compare(dense[b], dense[a]))
                .limit(DEPTH)
                .forEach(candidates::add);
        candidates.addAll(relevant);
        Map<Integer, Double> near = new HashMap<>();
        candidates.forEach(place -> near.put(place, dense[place]));
        return new BlendedTeacher(raise)
                .label(
                        List.of(
                                new TeacherSignal("dense", 0.5, near, Double.NaN),
                                new TeacherSignal("lexical", 0.5, words, 0)),
                        candidates,
                        relevant);
    }

    private Map<Integer, Double> lexical(String text) {
        Map<Integer, Double> words = new HashMap<>();
        for (Hit hit : index.search(IndexQuery.lexical(text, DEPTH)).list()) {
            for (int place : places.getOrDefault(hit.id().document().id(), List.of())) {
                if (chunks.get(place).equals(hit.id())) {
                    words.put(place, hit.signals().get(Signal.LEXICAL).orElse(0));
                }
            }
        }
        return words;
    }

    private double[] similarities(float[] query) {
        double[] result = new double[vectors.length];
        for (int i = 0; i < result.length; i++) {
            float sum = 0;
            for (int j = 0; j < query.length; j++) {
                sum += query[j] * vectors[i][j];
            }
            result[i] = sum;
        }
        return result;
    }

    /** Returns what vectors alone find. */
    Evaluation dense(BenchmarkSet set, float[][] queries) {
        return evaluate(set, queries, false);
    }

    /** Returns what vectors and words find, each brought to mean 0 and deviation 1 over the best of both. */
    Evaluation hybrid(BenchmarkSet set, float[][] queries) {
        return evaluate(set, queries, true);
    }

    private Evaluation evaluate(BenchmarkSet set, float[][] queries, boolean isHybrid) {
        Run.Builder run = Run.builder();
        int at = 0;
        for (Map.Entry<String, String> query : set.queries().entrySet()) {
            double[] dense = similarities(queries[at++]);
            Map<Integer, Double> scores = new HashMap<>();
            if (isHybrid) {
                scores = teacher(query.getValue(), dense, Set.of(), 0).scores();
            } else {
                for (int i = 0; i < dense.length; i++) {
                    scores.put(i, dense[i]);
                }
            }
            run.add(query.getKey(), documents(scores));
        }
        return Evaluator.evaluate(set.qrels(), run.build(), List.of(METRIC));
    }

    private List<ScoredDocument> documents(Map<Integer, Double> scores) {
        Map<String, Double> best = new HashMap<>();
        scores.forEach((place, score) -> best.merge(document(place), score, Math::max));
        return best.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(TOP)
                .map(entry -> new ScoredDocument(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Returns the queries of a set that share no relevant document with another. */
    static BenchmarkSet unseen(BenchmarkSet set, BenchmarkSet train) {
        Qrels apart = SharedDocuments.of(set.qrels(), train.qrels()).apart();
        Map<String, String> texts = new LinkedHashMap<>(set.queries());
        texts.keySet().retainAll(apart.queries());
        return new BenchmarkSet(set.folder(), set.split(), set.label() + ", unseen documents", apart, texts);
    }
}
