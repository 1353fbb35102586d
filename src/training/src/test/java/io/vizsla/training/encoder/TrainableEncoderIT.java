package io.vizsla.training.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.testkit.Seeds;
import io.vizsla.training.TestEncoders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainableEncoderIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"MEAN, RIGHT", "MEAN, LEFT", "CLS, RIGHT", "CLS, LEFT", "LAST_TOKEN, RIGHT", "LAST_TOKEN, LEFT"})
    void aTextsVectorIsTheSameInAnyCompany(PoolingMode pooling, PaddingSide side) throws IOException {
        SplittableRandom random = Seeds.random("TrainableEncoderIT");
        List<int[]> texts =
                List.of(TestEncoders.text(random, 3), TestEncoders.text(random, 9), TestEncoders.text(random, 5));
        // The positions of this model's words are counted from the left, so that padding there moves them: one row
        // each.
        boolean isMoved = side == PaddingSide.LEFT;

        try (TrainableEncoder encoder = TestEncoders.open(folder, side, pooling)) {
            float[][] together = encoder.vectors(texts, isMoved ? 1 : 3);

            for (int i = 0; i < texts.size(); i++) {
                float[] alone = encoder.vectors(List.of(texts.get(i)), 1)[0];
                assertThat(together[i]).containsExactly(alone, within(1e-5f));
                assertThat(length(alone)).isCloseTo(1, within(1e-5));
            }
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
