package io.vizsla.training.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.testkit.Seeds;
import io.vizsla.training.TestEncoders;
import io.vizsla.training.graph.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainableEncoderIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = PoolingMode.class,
            names = {"MEAN", "CLS", "LAST_TOKEN"})
    void aTextsVectorIsTheSameInAnyCompany(PoolingMode pooling) throws IOException {
        SplittableRandom random = Seeds.random("TrainableEncoderIT");
        List<int[]> texts = IntStream.of(3, 9, 5)
                .mapToObj(words -> TestEncoders.text(random, words))
                .toList();

        try (TrainableEncoder encoder = TestEncoders.open(folder, PaddingSide.RIGHT, pooling)) {
            assertSameTogetherAsAlone(encoder, texts);
        }
    }

    /** Padding on either side moves no token of a graph that is told the positions. */
    @ParameterizedTest
    @CsvSource({"MEAN, RIGHT", "MEAN, LEFT", "CLS, RIGHT", "CLS, LEFT", "LAST_TOKEN, RIGHT", "LAST_TOKEN, LEFT"})
    void sideOfThePaddingMovesNoVector(PoolingMode pooling, PaddingSide side) throws IOException {
        SplittableRandom random = Seeds.random("TrainableEncoderIT");
        List<int[]> texts = IntStream.of(3, 9, 5)
                .mapToObj(tokens -> TestEncoders.positionedText(random, tokens))
                .toList();

        try (TrainableEncoder encoder = TestEncoders.openPositioned(side, pooling)) {
            assertSameTogetherAsAlone(encoder, texts);
        }
    }

    /** What is measured while a model is trained in 16 bits is what will be served in 32. */
    @Test
    void vectorsAreThoseOfServingWhateverItIsTrainedIn() throws IOException {
        SplittableRandom random = Seeds.random("TrainableEncoderIT");
        List<int[]> texts = IntStream.of(3, 9, 5)
                .mapToObj(words -> TestEncoders.text(random, words))
                .toList();

        try (TrainableEncoder single = TestEncoders.open(folder);
                TrainableEncoder half =
                        TestEncoders.open(folder, PaddingSide.RIGHT, PoolingMode.MEAN, Precision.BF16)) {
            float[][] wanted = single.vectors(texts, texts.size());
            float[][] found = half.vectors(texts, texts.size());
            for (int i = 0; i < wanted.length; i++) {
                assertThat(found[i]).containsExactly(wanted[i], within(1e-6f));
            }
        }
    }

    private static void assertSameTogetherAsAlone(TrainableEncoder encoder, List<int[]> texts) {
        float[][] together = encoder.vectors(texts, texts.size());

        for (int i = 0; i < texts.size(); i++) {
            float[] alone = encoder.vectors(List.of(texts.get(i)), 1)[0];
            assertThat(together[i]).containsExactly(alone, within(1e-5f));
            assertThat(length(alone)).isCloseTo(1, within(1e-5));
        }
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    @Test
    void namesTheOutputsThereAre() throws IOException {
        try (TrainableEncoder encoder = TestEncoders.open(folder)) {
            assertThatThrownBy(() -> new TrainableEncoder(
                            encoder.graph(), new EncoderForm("pooled", PoolingMode.CLS, PaddingSide.RIGHT)))
                    .isInstanceOf(VizslaException.class)
                    .hasMessageContaining("pooled")
                    .hasMessageContaining("last_hidden_state");
        }
    }
}
