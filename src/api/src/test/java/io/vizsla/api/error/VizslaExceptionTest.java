package io.vizsla.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VizslaExceptionTest {

    @Test
    void saysFieldValueAndBound() {
        VizslaException error = VizslaException.invalid("topK", 0, "between 1 and 1000");

        assertThat(error.detail()).isEqualTo("topK = 0 is not valid: must be between 1 and 1000");
        assertThat(error.code().id()).isEqualTo("invalid_argument");
        assertThat(error.code().kind()).isEqualTo(ErrorKind.CALLER);
    }

    @Test
    void shortensAndEscapesHostileValues() {
        VizslaException error = VizslaException.invalid("id", "\u202e\u0000\ud800" + "x".repeat(1_000_000), "short");

        assertThat(error.value().orElseThrow())
                .startsWith("\\u202e\\u0000\\ud800xxx")
                .endsWith("(1000003 characters)")
                .hasSizeLessThan(200);
    }

    @Test
    void shortensAndEscapesHostileFieldNames() {
        VizslaException error =
                VizslaException.invalid("fields.\u202e\u200b\u001b\n\u2028\ud800" + "x".repeat(1_000_000), 1, "short");

        assertThat(error.field().orElseThrow())
                .startsWith("fields.\\u202e\\u200b\\u001b\\u000a\\u2028\\ud800xxx")
                .endsWith("(1000013 characters)")
                .hasSizeLessThan(300);
        assertThat(error.detail()).startsWith(error.field().orElseThrow() + " = 1 is not valid");
    }

    @Test
    void leavesFieldNamesOfAllLanguagesAlone() {
        assertThat(VizslaException.invalid("fields.größe.年", 1, "short").field())
                .contains("fields.größe.年");
    }
}
