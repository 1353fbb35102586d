package io.vizsla.query.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.testing.Configs;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingBoundsTest {

    @Test
    void defaultsAreWithin() {
        assertThatCode(() -> check("vizsla.training.tokens", "false")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "vizsla.chat.url, http://localhost:11434/v1",
        "vizsla.chat.timeout, 1h",
        "vizsla.answer.characters, 1",
        "vizsla.answer.characters, 1000000",
        "vizsla.shadow.share, 0",
        "vizsla.shadow.share, 1",
        "vizsla.shadow.queue, 1",
        "vizsla.training.candidates, 1",
        "vizsla.training.most-passages, 2",
        "vizsla.training.most-guards, 0",
        "vizsla.training.every, 0s",
        "vizsla.training.queue, 1"
    })
    void boundsThemselvesAreWithin(String setting, String value) {
        assertThatCode(() -> check(setting, value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "vizsla.chat.url, localhost:11434, http://",
        "vizsla.chat.url, ftp://somewhere/v1, http://",
        "vizsla.chat.url, http://, http://",
        "vizsla.chat.model, ' ', not blank",
        "vizsla.chat.timeout, 0s, above 0",
        "vizsla.chat.timeout, 2h, at most PT1H",
        "vizsla.answer.characters, 0, between 1 and 1000000",
        "vizsla.answer.characters, 1000001, between 1 and 1000000",
        "vizsla.shadow.share, -0.1, between 0 and 1",
        "vizsla.shadow.share, 1.5, between 0 and 1",
        "vizsla.shadow.share, NaN, between 0 and 1",
        "vizsla.shadow.queue, 0, between 1 and 100000",
        "vizsla.training.candidates, 0, between 1 and",
        "vizsla.training.candidates, 1000000, between 1 and",
        "vizsla.training.most-passages, 1, at least 2",
        "vizsla.training.fewest-queries, 0, at least 1",
        "vizsla.training.guard-queries, 0, at least 1",
        "vizsla.training.most-guards, -1, at least 0",
        "vizsla.training.after, -1, at least 0",
        "vizsla.training.every, -1s, 0 or longer",
        "vizsla.training.logged-queries, -1, at least 0",
        "vizsla.training.queue, 0, between 1 and 100000"
    })
    void whatIsOutOfBoundsIsNamedWithValueAndBound(String setting, String value, String bound) {
        assertThatThrownBy(() -> check(setting, value)).isInstanceOfSatisfying(VizslaException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(refused.field()).contains(setting);
            assertThat(refused.value()).isPresent();
            assertThat(refused.bound().orElseThrow()).contains(bound);
        });
    }

    private static void check(String setting, String value) {
        Map<String, String> settings = Map.of(setting, value);
        new SettingBounds()
                .onStart(
                        new StartupEvent(),
                        Configs.of(ChatConfig.class, settings),
                        Configs.of(AnswerConfig.class, settings),
                        Configs.of(ShadowConfig.class, settings),
                        Configs.of(TrainingConfig.class, settings));
    }
}
