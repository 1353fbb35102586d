package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Tokenizer.TokenSpan;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.PromptTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HfTokenizerTest {

    private static HfTokenizer tokenizer;

    @BeforeAll
    static void open() {
        tokenizer = HfTokenizer.open(TestModels.folder(TestModels.BGE).path().resolve("tokenizer.json"));
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void spansCountUtf16Units() {
        String text = "hi 😀 there, café 👩‍👧 x";

        List<String> pieces = pieces(text);

        assertThat(pieces).containsExactly("hi", "😀", "there", ",", "café", "👩‍👧", "x");
    }

    @Test
    void spansOfSubwordsLieInTheirWord() {
        assertThat(pieces("tokenization")).containsExactly("token", "ization");
    }

    @Test
    void spansSurviveLoneSurrogatesAndNul() {
        assertThat(pieces("a \uD800 b\u0000 😀 c")).contains("a", "😀", "c");
    }

    @Test
    void spansOfALongTextAreThoseOfItsWords() {
        String text = "😀 alpha beta ".repeat(20_000);

        List<TokenSpan> spans = tokenizer.spans(text);

        assertThat(spans).hasSize(60_000);
        for (int i = 0; i < spans.size(); i += 997) {
            TokenSpan span = spans.get(i);
            assertThat(text.substring(span.start(), span.end()))
                    .isEqualTo(List.of("😀", "alpha", "beta").get(i % 3));
        }
    }

    @Test
    void spansOfBadTextsStayInsideAndInOrder() {
        for (String text : BadTexts.all()) {
            int last = 0;
            for (TokenSpan span : tokenizer.spans(text)) {
                assertThat(span.start()).isBetween(last, text.length());
                assertThat(span.end()).isBetween(span.start(), text.length());
                last = span.start();
            }
        }
    }

    @Test
    void truncationCutsTheTextAndKeepsPromptAndSpecialTokens() {
        PromptTemplate prompt = PromptTemplate.around("query: ", " answer:");
        TokenizedText whole = tokenize(prompt, "one two three four five six", 512, null);
        TokenizedText cut = tokenize(prompt, "one two three four five six", 10, null);

        assertThat(whole.ids()).hasSize(12);
        assertThat(cut.ids()).hasSize(10);
        assertThat(cut.textFrom()).isEqualTo(3);
        assertThat(cut.textTo()).isEqualTo(7);
        for (int i = 0; i < 7; i++) {
            assertThat(cut.ids()[i]).isEqualTo(whole.ids()[i]);
        }
        for (int i = 7; i < 10; i++) {
            assertThat(cut.ids()[i]).isEqualTo(whole.ids()[i + 2]);
        }
    }

    @Test
    void anEndTokenIsAppendedOnceAndCounted() {
        int sep = tokenizer.idOf("[SEP]");
        int mask = tokenizer.idOf("[MASK]");

        assertThat(tokenize(PromptTemplate.NONE, "a b c", 512, sep).ids()).hasSize(5);
        int[] ids = tokenize(PromptTemplate.NONE, "a b c d e f", 6, mask).ids();
        assertThat(ids).hasSize(6).endsWith(sep, mask);
    }

    @ParameterizedTest
    @ValueSource(strings = {"</s>", "<|endoftext|>", "\u2603", "", "tokenization"})
    void anEndTokenThatIsNoneIsNamed(String token) {
        assertThatThrownBy(() -> tokenizer.idOf(token)).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL);
            assertThat(e.field()).contains("appendEos");
            assertThat(e.value()).contains(token);
        });
    }

    @Test
    void aPromptLongerThanTheWindowStillFits() {
        PromptTemplate prompt = PromptTemplate.prefix("word ".repeat(100));

        assertThat(tokenize(prompt, "text", 16, null).ids()).hasSize(16);
    }

    @Test
    void aLongTextHasTheTokensOfItsHead() {
        String head = "pneumonia and other diseases of the lungs ".repeat(200);

        TokenizedText cut = tokenize(PromptTemplate.NONE, head + BadTexts.tenMegabytes(), 512, null);

        assertThat(cut.ids())
                .isEqualTo(tokenize(PromptTemplate.NONE, head, 512, null).ids());
    }

    @Test
    void wordsAfterAMegabyteOfBlanksAreRead() {
        TokenizedText text = tokenize(PromptTemplate.NONE, " ".repeat(1 << 20) + "late word", 512, null);

        assertThat(text.ids()).hasSize(4);
    }

    @Test
    void pairsCutThePassage() {
        TokenizedText pair = tokenizer.tokenizePair("one two", "a b c d e f", 8);

        assertThat(pair.ids()).hasSize(8);
        assertThat(pair.types()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        assertThat(pair.textFrom()).isEqualTo(4);
        assertThat(pair.textTo()).isEqualTo(7);
    }

    @Test
    void aBrokenFileIsNamed(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": 1");

        assertThatThrownBy(() -> HfTokenizer.open(broken))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("tokenizer.json");
    }

    private static List<String> pieces(String text) {
        return tokenizer.spans(text).stream()
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }

    private TokenizedText tokenize(PromptTemplate template, String text, int maxTokens, @Nullable Integer appendEos) {
        return tokenizer.tokenize(template.write(Texts.clean(text), Instruction.NONE, List.of()), maxTokens, appendEos);
    }
}
