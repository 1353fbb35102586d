package io.vizsla.query.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.query.testing.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerConfigTest {

    @Test
    void hasDefaults() {
        AnswerConfig config = Configs.defaults(AnswerConfig.class);

        assertThat(config.passages()).isEqualTo(6);
        assertThat(config.mostPassages()).isEqualTo(20);
        assertThat(config.minScore()).isEqualTo(0.05);
        assertThat(config.turns()).isEqualTo(20);
        assertThat(config.mostTurns()).isEqualTo(200);
        assertThat(config.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.characters()).isEqualTo(20_000);
        assertThat(config.concurrent()).isEqualTo(16);
    }

    @Test
    void mapsEverySetting() {
        AnswerConfig config = Configs.of(
                AnswerConfig.class,
                Map.of(
                        "vizsla.answer.passages", "2",
                        "vizsla.answer.most-passages", "3",
                        "vizsla.answer.min-score", "0.4",
                        "vizsla.answer.turns", "5",
                        "vizsla.answer.most-turns", "6",
                        "vizsla.answer.timeout", "7s",
                        "vizsla.answer.characters", "9",
                        "vizsla.answer.concurrent", "8"));

        assertThat(config.passages()).isEqualTo(2);
        assertThat(config.mostPassages()).isEqualTo(3);
        assertThat(config.minScore()).isEqualTo(0.4);
        assertThat(config.turns()).isEqualTo(5);
        assertThat(config.mostTurns()).isEqualTo(6);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.characters()).isEqualTo(9);
        assertThat(config.concurrent()).isEqualTo(8);
    }
}
