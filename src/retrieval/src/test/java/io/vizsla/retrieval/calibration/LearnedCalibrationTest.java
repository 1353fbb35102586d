package io.vizsla.retrieval.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedCalibrationTest {

    @TempDir
    private Path folder;

    @Test
    void isReadAsItWasWritten() throws IOException {
        LearnedCalibration learned = new LearnedCalibration(
                "docs",
                Map.of(Ranking.DENSE, new LogitLine(0.1 + 0.2, -1e-7, -3), Ranking.TOKENS, new LogitLine(2, 3, -1.5)));
        Files.writeString(folder.resolve(LearnedCalibration.FILE), learned.text());

        assertThat(LearnedCalibration.read(folder)).hasValue(learned);
    }

    @Test
    void aModelNeedsNone() {
        assertThat(LearnedCalibration.read(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dense.slope=x\ndense.offset=0",
                "dense.slope=1",
                "dense.slope=-1\ndense.offset=0\ndense.from=0",
                "dense.slope=1\ndense.offset=0",
                "dense.slope=1\ndense.offset=NaN\ndense.from=0",
                "dense.slope=\\u00zz"
            })
    void whatIsNoCalibrationIsRefused(String text) throws IOException {
        Files.writeString(folder.resolve(LearnedCalibration.FILE), text);

        assertThatThrownBy(() -> LearnedCalibration.read(folder))
                .isInstanceOfSatisfying(VizslaException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.INVALID_MODEL))
                .hasMessageContaining(LearnedCalibration.FILE);
    }
}
