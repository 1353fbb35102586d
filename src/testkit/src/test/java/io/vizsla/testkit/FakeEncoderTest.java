package io.vizsla.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeEncoderTest {

    private static EncodedBatch encode(String... texts) {
        try (FakeEncoder encoder = new FakeEncoder()) {
            return encoder.encode(
                    List.of(texts).stream().map(EncodingInput::passage).toList());
        }
    }

    @Test
    void textsThatShareWordsAreCloser() {
        float[][] dense = encode("red fox jumps", "the red fox", "blue whale").dense();
        assertThat(ExactSearch.cosine(dense[0], dense[1])).isGreaterThan(ExactSearch.cosine(dense[0], dense[2]));
    }

    @Test
    void theSameWordsHaveTheSameVectorInAnyCompany() {
        assertThat(encode("a", "Red  Fox").dense()[1])
                .isEqualTo(encode("red fox").dense()[0]);
    }

    @Test
    void vectorsHaveUnitLengthAlsoOfAnEmptyText() {
        for (float[] vector : encode("", "one", "one two three").dense()) {
            assertThat(vector).hasSize(FakeEncoder.DIMENSION);
            assertThat(ExactSearch.cosine(vector, vector)).isCloseTo(1, within(1e-6));
            double squares = 0;
            for (float value : vector) {
                squares += value * value;
            }
            assertThat(squares).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void tokensAreCountedAndCut() {
        EncodedBatch batch = encode("one two", "w ".repeat(1000));
        assertThat(batch.tokenCounts()).containsExactly(4, FakeEncoder.MAX_TOKENS);
        assertThat(batch.tokens().get(0).count()).isEqualTo(2);
        assertThat(batch.tokens().get(1).count()).isEqualTo(FakeEncoder.MAX_TOKENS - 2);
    }
}
