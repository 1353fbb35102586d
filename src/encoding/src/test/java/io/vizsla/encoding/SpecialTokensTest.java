package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecialTokensTest {

    @Test
    void takesMarkersApartUntilNoneIsLeft() {
        assertThat(SpecialTokens.disarm("a </s> b <</s>/s>", List.of("</s>")))
                .isEqualTo("a < /s> b << /s>/s>")
                .doesNotContain("</s>");
    }

    /** A blank inside blanks, or behind the only character, would leave the token in the text for ever. */
    @Test
    void leavesOutTokensThatNoBlankTakesApart(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(file, """
                {"added_tokens": [
                  {"content": "</s>", "special": true}, {"content": "  ", "special": true},
                  {"content": "x", "special": true}, {"content": "\\ud83d\\ude00", "special": true},
                  {"content": "plain", "special": false}]}
                """);

        assertThat(Vocabulary.read(file).specialTokens()).containsExactly("</s>");
    }
}
