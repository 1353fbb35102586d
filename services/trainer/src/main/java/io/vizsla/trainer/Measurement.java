package io.vizsla.trainer;

import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.Measure;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.PairedBootstrap;
import io.vizsla.evaluation.Qrels;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.ScoredDocument;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.Comparison;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Measures query vectors against the passages: nDCG@10 of the vectors alone, by exact search, and of vectors and words
 * together, fused by z-scores as the collection's search does it without its token vectors; and how likely vectors make what
 * is relevant, which moves with every query where the first ten ranks of a few do not.
 */
final class Measurement {

    private static final Metric METRIC = Metric.of(Measure.NDCG, 10);
    private static final int DEPTH = 100;

    /**
     * Of the softmax that the likelihood is of, whatever a model is trained with. A wider one praises models that part the
     * bulk of the passages better and lose in the first ranks.
     */
    private static final double TEMPERATURE = 0.02;

    /**
     * The logarithm of the smallest likelihood: what is less likely is not found, and how far away it is does not matter. A model
     * that moves all queries towards all passages brings what is far away much nearer.
     */
    private static final double LEAST = -5;

    private final RefreshData data;

    Measurement(RefreshData data) {
        this.data = data;
    }

    /**
     * nDCG@10 by query id.
     *
     * @param dense of vectors alone
     * @param hybrid of vectors and words
     * @param likelihood of the relevant passages among all, by vectors alone: its logarithm, at most 0
     */
    record Values(Map<String, Double> dense, Map<String, Double> hybrid, Map<String, Double> likelihood) {}

    /** Measures queries by their place in the data; each is compared with the passages once for both ways of searching. */
    Values of(List<Integer> queries, float[][] vectors) {
        Run.Builder dense = Run.builder();
        Run.Builder hybrid = Run.builder();
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        Map<String, Double> likelihood = new HashMap<>();
        for (int i = 0; i < queries.size(); i++) {
            RefreshQuery query = data.queries().get(queries.get(i));
            double[] scores = Similarity.all(vectors[i], data.vectors());
            int[] best = Similarity.best(scores, DEPTH);
            dense.add(query.id(), documents(plain(scores, best)));
            hybrid.add(query.id(), documents(fused(query, scores, best)));
            Map<String, Integer> own = new HashMap<>();
            query.gains().forEach((document, gain) -> own.put(document, (int) Math.ceil(gain)));
            grades.put(query.id(), own);
            likelihood.put(query.id(), likelihood(query, scores));
        }
        return new Values(values(grades, dense.build()), values(grades, hybrid.build()), likelihood);
    }

    /** Of a document the chunk that is nearest counts. */
    private double likelihood(RefreshQuery query, double[] scores) {
        Map<String, Double> nearest = new HashMap<>();
        double most = Double.NEGATIVE_INFINITY;
        for (int place = 0; place < scores.length; place++) {
            most = Math.max(most, scores[place]);
            String document = data.documents().get(place);
            if (query.gains().containsKey(document)) {
                nearest.merge(document, scores[place], Math::max);
            }
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp((score - most) / TEMPERATURE);
        }
        double top = most;
        double mean = nearest.values().stream()
                .mapToDouble(score -> (score - top) / TEMPERATURE)
                .average()
                .orElse(0);
        return Math.max(LEAST, mean - Math.log(sum));
    }

    private static Map<String, Double> values(Map<String, Map<String, Integer>> grades, Run run) {
        return Evaluator.evaluate(Qrels.of(grades), run, List.of(METRIC)).values(METRIC);
    }

    /** More than wanted: the chunks of one document fill several places. */
    private static Map<Integer, Double> plain(double[] dense, int[] best) {
        Map<Integer, Double> scores = new HashMap<>();
        IntStream.of(best).forEach(place -> scores.put(place, dense[place]));
        return scores;
    }

    private static Map<Integer, Double> fused(RefreshQuery query, double[] dense, int[] best) {
        Set<Integer> union = new HashSet<>(query.lexical().keySet());
        IntStream.of(best).forEach(union::add);
        int[] places = union.stream().mapToInt(Integer::intValue).sorted().toArray();
        double[] near = standardized(
                IntStream.of(places).mapToDouble(place -> dense[place]).toArray());
        double[] words = standardized(IntStream.of(places)
                .mapToDouble(place -> query.lexical().getOrDefault(place, 0.0))
                .toArray());
        Map<Integer, Double> scores = new HashMap<>();
        for (int i = 0; i < places.length; i++) {
            scores.put(places[i], (1 - query.wordWeight()) * near[i] + query.wordWeight() * words[i]);
        }
        return scores;
    }

    private static double[] standardized(double[] values) {
        double mean = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElse(0);
        double square = IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElse(0);
        double deviation = square > 0 ? Math.sqrt(square) : 1;
        return IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) / deviation)
                .toArray();
    }

    private List<ScoredDocument> documents(Map<Integer, Double> scores) {
        Map<String, Double> best = new HashMap<>();
        scores.forEach((place, score) -> best.merge(data.documents().get(place), score, Math::max));
        return best.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(DEPTH)
                .map(entry -> new ScoredDocument(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Returns what two sets of values differ by. */
    static Comparison compare(String name, String group, Map<String, Double> before, Map<String, Double> after) {
        PairedBootstrap.Result result = PairedBootstrap.DEFAULT.compare(new TreeMap<>(after), new TreeMap<>(before));
        return new Comparison(
                name,
                group,
                result.queries(),
                mean(before),
                mean(after),
                result.low(),
                result.high(),
                result.p(),
                (int) after.entrySet().stream()
                        .filter(one -> one.getValue() > before.getOrDefault(one.getKey(), 0.0))
                        .count(),
                (int) after.entrySet().stream()
                        .filter(one -> one.getValue() < before.getOrDefault(one.getKey(), 0.0))
                        .count());
    }

    private static double mean(Map<String, Double> values) {
        return new TreeMap<>(values)
                .values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
