package io.vizsla.query.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void readsBodyInUtf8WithAndWithoutMark() {
        assertThat(body("{\"k\":\"café\"}", StandardCharsets.UTF_8)).isEqualTo(Map.of("k", "café"));
        assertThat(body("\uFEFF{\"k\":1}", StandardCharsets.UTF_8)).isEqualTo(Map.of("k", 1));
        assertThat(body("{}", StandardCharsets.UTF_8)).isEqualTo(Map.of());
        assertThat(body("", StandardCharsets.UTF_8)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void refusesBodyInOtherEncodings(String charset) {
        assertThatThrownBy(() -> body("{\"k\":1}", Charset.forName(charset)))
                .isInstanceOfSatisfying(VizslaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_JSON);
                    assertThat(e.field()).contains("body");
                    assertThat(e.bound()).contains("UTF-8 text");
                });
    }

    private static Object body(String json, Charset charset) {
        return StrictJson.read(new ByteArrayInputStream(json.getBytes(charset)), Map.class);
    }
}
