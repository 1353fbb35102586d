package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketsTest {

    @Test
    void everyTextIsInOneBatchWithinTheBound() {
        long seed = System.nanoTime();
        System.out.println("BucketsTest seed " + seed);
        Random random = new Random(seed);
        List<Pending> texts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            texts.add(text(1 + random.nextInt(600)));
        }

        List<List<Pending>> buckets = Buckets.of(texts, 512);

        assertThat(buckets.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(texts);
        for (List<Pending> bucket : buckets) {
            assertThat(bucket.size() == 1
                            || bucket.size() * bucket.getFirst().text().length() <= 512)
                    .isTrue();
        }
    }

    @Test
    void equalLengthsShareABatch() {
        assertThat(lengths(Buckets.of(texts(8, 8, 8, 8), 512))).containsExactly(List.of(8, 8, 8, 8));
    }

    @Test
    void aLongTextIsKeptFromShortOnes() {
        assertThat(lengths(Buckets.of(texts(5, 200, 6, 5, 6), 512))).containsExactly(List.of(200), List.of(6, 6, 5, 5));
    }

    @Test
    void littlePaddingIsCheaperThanAnotherRun() {
        assertThat(lengths(Buckets.of(texts(10, 9, 8), 512))).containsExactly(List.of(10, 9, 8));
    }

    @Test
    void longTextsAreNotPadded() {
        assertThat(lengths(Buckets.of(texts(240, 238, 238), 1024))).containsExactly(List.of(240), List.of(238, 238));
    }

    @Test
    void nothingGivesNothing() {
        assertThat(Buckets.of(List.of(), 512)).isEmpty();
    }

    private static List<Pending> texts(int... lengths) {
        return IntStream.of(lengths).mapToObj(BucketsTest::text).toList();
    }

    private static List<List<Integer>> lengths(List<List<Pending>> buckets) {
        return buckets.stream()
                .map(bucket -> bucket.stream().map(p -> p.text().length()).toList())
                .toList();
    }

    private static Pending text(int tokens) {
        return Pending.of(new TokenizedText(new int[tokens], new byte[tokens], 0, tokens, 0, true));
    }
}
