package io.vizsla.query.rest.dto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.answer.Inquiry;
import io.vizsla.query.config.AnswerConfig;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.testing.Configs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long the two sides of a conversation may have spoken. */
class AnswerRequestTest {

    private static final MessageDto QUESTION = new MessageDto("user", "and then?");

    @ParameterizedTest
    @CsvSource({"user, 8192, 20000", "assistant, 40000, 20000", "assistant, 60000, 30000", "assistant, 8192, 100"})
    void bothSidesHaveABound(String role, int longest, String characters) {
        Map<String, String> settings = Map.of("vizsla.answer.characters", characters);
        String most = "x".repeat(longest);

        Inquiry taken = inquiry(settings, new MessageDto(role, most), QUESTION);

        assertThat(taken.conversation().getFirst().text()).isEqualTo(most);
        assertThatThrownBy(() -> inquiry(settings, new MessageDto(role, most + "x"), QUESTION))
                .isInstanceOfSatisfying(VizslaException.class, refused -> {
                    assertThat(refused.field()).contains("messages[0].content");
                    assertThat(refused.value().orElseThrow()).startsWith("xxx");
                    assertThat(refused.bound()).contains("at most " + longest + " characters");
                });
    }

    @Test
    void longestAnswersMayBeSentBack() {
        // Each mark of two passages is written out as two marks, so that the checked answer is longer than what was
        // said.
        String answer = "[1][2]".repeat(20_000 / "[1,2]".length());

        Inquiry taken = inquiry(Map.of(), new MessageDto("assistant", answer), QUESTION);

        assertThat(taken.conversation().getFirst().text()).isEqualTo(answer);
    }

    private static Inquiry inquiry(Map<String, String> settings, @Nullable MessageDto... messages) {
        return new AnswerRequest(null, List.of(messages), null, null, null, null, null, null, null, null, null)
                .inquiry(
                        new CollectionSpec("notes", "model", "en", new Cutting(512, 64), FieldSchema.EMPTY, Map.of()),
                        Configs.of(LimitsConfig.class, settings),
                        Configs.of(AnswerConfig.class, settings));
    }
}
