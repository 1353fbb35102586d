package io.vizsla.evaluation.task;

import io.vizsla.api.error.VizslaException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * The passages of a task and the exact search in them.
 *
 * @param texts id to text, in a fixed order
 */
record Corpus(SequencedMap<String, String> texts) {

    Corpus {
        texts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(texts));
    }

    /** The vectors of a corpus. */
    record Encoded(Map<String, Integer> rows, float[][] vectors) {

        /**
         * Returns the ranks, from 1 and rising, at which a query finds these passages; equal scores keep the order of
         * the corpus.
         */
        int[] ranks(float[] query, Collection<String> wanted) {
            double[] scores = new double[vectors.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = Vectors.dot(query, vectors[i]);
            }
            return wanted.stream()
                    .mapToInt(id -> rank(scores, rows.getOrDefault(id, -1)))
                    .sorted()
                    .toArray();
        }

        /** Returns {@link #ranks} for each query. */
        List<int[]> ranks(float[][] queries, List<? extends Collection<String>> wanted) {
            return IntStream.range(0, queries.length)
                    .parallel()
                    .mapToObj(q -> ranks(queries[q], wanted.get(q)))
                    .toList();
        }

        private static int rank(double[] scores, int row) {
            int rank = 1;
            for (int i = 0; i < scores.length; i++) {
                if (scores[i] > scores[row] || scores[i] == scores[row] && i < row) {
                    rank++;
                }
            }
            return rank;
        }
    }

    /** Encodes every passage. */
    Encoded encode(TaskEncoder encoder) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        texts.keySet().forEach(id -> rows.put(id, rows.size()));
        return new Encoded(rows, Vectors.unit(encoder.passages(List.copyOf(texts.values()))));
    }

    /** Checks that a passage is there. */
    void require(String id, String field) {
        if (!texts.containsKey(id)) {
            throw VizslaException.invalid(field, id, "a passage of the corpus");
        }
    }
}
