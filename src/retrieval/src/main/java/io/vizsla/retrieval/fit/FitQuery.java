package io.vizsla.retrieval.fit;

import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.retrieval.ExampleMix;
import io.vizsla.retrieval.InnerProduct;
import io.vizsla.retrieval.example.Example;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A judged query with the examples that a search would choose for it: tells how well its candidates are ranked when the
 * examples move it by any {@link DemonstrationBlend}.
 *
 * <p>No search is needed for that. The moved query is a sum, so that its product with a candidate is the sum of the
 * products of its parts, and the length that it is brought to is the same for all candidates. Immutable.
 */
public final class FitQuery {

    private static final int DEPTH = 10;

    private final double[] cosines;
    private final String[] documents;
    private final double[] ofQuery;
    private final double[][] ofExamples;
    private final Judge judge;
    private final double bare;

    private FitQuery(double[] cosines, String[] documents, double[] ofQuery, double[][] ofExamples, Judge judge) {
        this.cosines = cosines;
        this.documents = documents;
        this.ofQuery = ofQuery;
        this.ofExamples = ofExamples;
        this.judge = judge;
        this.bare = judge.quality(ranking(ofQuery));
    }

    /** Tells how good a ranking is. */
    @FunctionalInterface
    public interface Judge {

        /**
         * Returns the quality of a ranking, 0 to 1.
         *
         * @param documents the ids of the first ten documents, best first, or fewer where there are fewer
         */
        double quality(List<String> documents);
    }

    /**
     * Prepares a query.
     *
     * @param vector of the query, {@code float[d]} of any length: as in a search, only directions are mixed
     * @param examples that a search would choose, unlike the query itself
     * @param candidates the vectors of the chunks that may be found, {@code float[d]} each: at least those near the query
     *     and near each of the examples' passages
     */
    public static FitQuery of(float[] vector, List<Example> examples, Map<ChunkId, float[]> candidates, Judge judge) {
        List<ChunkId> ids = candidates.keySet().stream()
                .sorted(Comparator.comparing((ChunkId id) -> id.document().id()).thenComparing(ChunkId::ordinal))
                .toList();
        float[][] vectors = ids.stream().map(candidates::get).toArray(float[][]::new);
        return new FitQuery(
                examples.stream().mapToDouble(Example::cosine).toArray(),
                ids.stream().map(id -> id.document().id()).toArray(String[]::new),
                products(vector, vectors),
                examples.stream()
                        .map(example -> products(example.passageVector(), vectors))
                        .toArray(double[][]::new),
                judge);
    }

    /** Returns the cosine of the nearest example's query, -1 without examples. */
    public double nearest() {
        return Arrays.stream(cosines).max().orElse(-1);
    }

    /** Returns the quality of the ranking without examples. */
    public double bare() {
        return bare;
    }

    /** Returns by how much examples make the ranking better, below 0 where they make it worse. */
    public double gain(DemonstrationBlend blend) {
        double share = ExampleMix.share(cosines, blend);
        return share == 0 ? 0 : judge.quality(ranking(mixed(share, blend.temperature()))) - bare;
    }

    private double[] mixed(double share, double temperature) {
        double[] weights = ExampleMix.weights(cosines, temperature);
        double[] mixed = Arrays.stream(ofQuery).map(own -> (1 - share) * own).toArray();
        for (int i = 0; i < weights.length; i++) {
            for (int c = 0; c < mixed.length; c++) {
                mixed[c] += share * weights[i] * ofExamples[i][c];
            }
        }
        return mixed;
    }

    /** Chunks stand document by document, so that the best of each is known when the next document begins. */
    private List<String> ranking(double[] scores) {
        TopTen best = new TopTen();
        for (int first = 0, end; first < scores.length; first = end) {
            double highest = scores[first];
            for (end = first + 1; end < scores.length && documents[end].equals(documents[first]); end++) {
                highest = Math.max(highest, scores[end]);
            }
            best.add(first, highest);
        }
        return best.places().mapToObj(place -> documents[place]).toList();
    }

    /** Keeps the places of the ten highest scores; of equal ones the first. */
    private static final class TopTen {

        private final int[] places = new int[DEPTH];
        private final double[] scores = new double[DEPTH];
        private int size;

        void add(int place, double score) {
            if (size == DEPTH && score <= scores[DEPTH - 1]) {
                return;
            }
            int at = size < DEPTH ? size++ : DEPTH - 1;
            for (; at > 0 && scores[at - 1] < score; at--) {
                scores[at] = scores[at - 1];
                places[at] = places[at - 1];
            }
            scores[at] = score;
            places[at] = place;
        }

        IntStream places() {
            return Arrays.stream(places, 0, size);
        }
    }

    /** Returns the products with the direction of the one; zeros where it has none. */
    private static double[] products(float[] one, float[][] others) {
        double length = Math.sqrt(InnerProduct.of(one, one));
        return Arrays.stream(others)
                .mapToDouble(other -> length == 0 ? 0 : InnerProduct.of(one, other) / length)
                .toArray();
    }
}
