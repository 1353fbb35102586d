package io.vizsla.query.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.query.testing.Configs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of refreshes, challengers and the chat model. */
class RefreshConfigsTest {

    @Test
    void trainingHasDefaults() {
        TrainingConfig config = Configs.defaults(TrainingConfig.class);

        assertThat(config.candidates()).isEqualTo(100);
        assertThat(config.mostPassages()).isEqualTo(50_000);
        assertThat(config.fewestQueries()).isEqualTo(10);
        assertThat(config.guardQueries()).isEqualTo(20);
        assertThat(config.mostGuards()).isEqualTo(3);
        assertThat(config.tokens()).isFalse();
        assertThat(config.after()).isZero();
        assertThat(config.every()).isEqualTo(Duration.ofDays(1));
        assertThat(config.loggedQueries()).isZero();
        assertThat(config.queue()).isEqualTo(10);
    }

    @Test
    void trainingMapsEverySetting() {
        TrainingConfig config = Configs.of(
                TrainingConfig.class,
                Map.of(
                        "vizsla.training.candidates", "1",
                        "vizsla.training.most-passages", "2",
                        "vizsla.training.fewest-queries", "3",
                        "vizsla.training.guard-queries", "4",
                        "vizsla.training.most-guards", "5",
                        "vizsla.training.tokens", "true",
                        "vizsla.training.after", "6",
                        "vizsla.training.every", "7h",
                        "vizsla.training.logged-queries", "8",
                        "vizsla.training.queue", "9"));

        assertThat(config.candidates()).isEqualTo(1);
        assertThat(config.mostPassages()).isEqualTo(2);
        assertThat(config.fewestQueries()).isEqualTo(3);
        assertThat(config.guardQueries()).isEqualTo(4);
        assertThat(config.mostGuards()).isEqualTo(5);
        assertThat(config.tokens()).isTrue();
        assertThat(config.after()).isEqualTo(6);
        assertThat(config.every()).isEqualTo(Duration.ofHours(7));
        assertThat(config.loggedQueries()).isEqualTo(8);
        assertThat(config.queue()).isEqualTo(9);
    }

    @Test
    void shadowHasDefaultsAndMapsEverySetting() {
        ShadowConfig usual = Configs.defaults(ShadowConfig.class);
        ShadowConfig other =
                Configs.of(ShadowConfig.class, Map.of("vizsla.shadow.share", "0.5", "vizsla.shadow.queue", "3"));

        assertThat(usual.share()).isEqualTo(0.1);
        assertThat(usual.queue()).isEqualTo(32);
        assertThat(other.share()).isEqualTo(0.5);
        assertThat(other.queue()).isEqualTo(3);
    }

    @Test
    void chatHasDefaultsAndMapsEverySetting() {
        ChatConfig usual = Configs.defaults(ChatConfig.class);
        ChatConfig other = Configs.of(
                ChatConfig.class,
                Map.of(
                        "vizsla.chat.url", "http://localhost:1/v1",
                        "vizsla.chat.model", "small",
                        "vizsla.chat.key", "secret",
                        "vizsla.chat.timeout", "2s"));

        assertThat(usual.url()).isEmpty();
        assertThat(usual.model()).isEqualTo("default");
        assertThat(usual.key()).isEmpty();
        assertThat(usual.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(other.url()).contains("http://localhost:1/v1");
        assertThat(other.model()).isEqualTo("small");
        assertThat(other.key()).contains("secret");
        assertThat(other.timeout()).isEqualTo(Duration.ofSeconds(2));
    }
}
