package io.vizsla.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LogJudgementsTest {

    @Test
    void aViewThatIsBehindIsLate() {
        VizslaException behind = VizslaException.of(ErrorCode.LOG_UNAVAILABLE, "not read to {0=5} in time");

        VizslaException told = told(behind);

        assertThat(told.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(told).hasMessageContaining("examples were not in time").hasCause(behind);
    }

    @Test
    void aLogThatFailsKeepsItsCode() {
        VizslaException away =
                VizslaException.of(ErrorCode.LOG_UNAVAILABLE, "Cannot read the end", new IOException("gone"));

        assertThat(told(away)).isSameAs(away);
    }

    @Test
    void whatElseFailsKeepsItsCode() {
        VizslaException full = VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "the disk is full");

        assertThat(told(full)).isSameAs(full);
    }

    @Test
    void whatIsInTimeIsLeftAlone() {
        assertThatCode(() -> LogJudgements.inTime("not in time", () -> {})).doesNotThrowAnyException();
    }

    private static VizslaException told(VizslaException failure) {
        return catchThrowableOfType(
                VizslaException.class,
                () -> LogJudgements.inTime("examples were not in time", () -> {
                    throw failure;
                }));
    }
}
