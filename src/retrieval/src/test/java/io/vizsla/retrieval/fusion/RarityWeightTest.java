package io.vizsla.retrieval.fusion;

import static io.vizsla.retrieval.Candidates.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RarityWeightTest {

    private final RarityWeight weight = RarityWeight.PUBLISHED;

    @Test
    void followsTheMeanInverseFrequency() {
        // N = 100: theta = ln 100 / 2; idf = (ln 100 + ln 10) / 2 = theta + 1.151; s = 1 / (1 + exp(-2.303)) = 0.9091
        assertThat(weight.of(context(100, Map.of("rare", 1L, "some", 10L))))
                .isCloseTo(0.1 + 0.5 * 0.90909, within(1e-4));
    }

    @Test
    void anUnknownWordIsAsRareAsCanBe() {
        assertThat(weight.of(context(100, Map.of("unknown", 0L))))
                .isEqualTo(weight.of(context(100, Map.of("one", 1L))));
    }

    @Test
    void wordsOfEveryChunkCountLittle() {
        assertThat(weight.of(context(10_000, Map.of("the", 10_000L)))).isCloseTo(0.1, within(1e-3));
    }

    @Test
    void noWordsNoWeight() {
        assertThat(weight.of(context(100, Map.of()))).isZero();
        assertThat(new FixedWeight(0.4).of(context(100, Map.of()))).isZero();
    }

    @Test
    void longQueriesAreProse() {
        Map<String, Long> terms = new HashMap<>();
        for (int i = 0; i < 51; i++) {
            terms.put("t" + i, 1L);
        }
        assertThat(weight.of(context(100, terms))).isEqualTo(0.1);
    }

    @Test
    void anEmptyIndexGivesAFiniteWeight() {
        assertThat(weight.of(context(0, Map.of("word", 0L)))).isBetween(0.0, 1.0);
    }
}
