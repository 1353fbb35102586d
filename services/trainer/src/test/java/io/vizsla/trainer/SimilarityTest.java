package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SimilarityTest {

    @RepeatedTest(20)
    void theBestAreThoseOfAWholeSort() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        // Few different values, so that many are equal.
        double[] scores = IntStream.range(0, 1 + random.nextInt(200))
                .mapToDouble(i -> random.nextInt(20) / 20.0)
                .toArray();
        int count = random.nextInt(120);

        int[] sorted = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> scores[place])
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();

        assertThat(Similarity.best(scores, count)).as("seed %d", seed).isEqualTo(sorted);
    }

    @Test
    void ofNothingThereIsNoBest() {
        assertThat(Similarity.best(new double[0], 3)).isEmpty();
        assertThat(Similarity.best(new double[] {1}, 0)).isEmpty();
    }
}
