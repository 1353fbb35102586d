package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.PromptedText;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.models.ModelFolder;
import io.vizsla.testkit.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown of a prompt is what the model reads: tokenizing it gives the ids that the model gets. */
class ShownPromptTest {

    private static final List<String> WORDS = List.of(
            "bird",
            "dogs",
            "tokenization",
            "pneumonoultramicroscopic",
            "café",
            "e\u0301t\u0065\u0301",
            "naïve",
            "don't",
            "😀",
            "👩‍👩‍👧‍👦",
            "한국어",
            "日本語のテキスト",
            "ﬁ½",
            "x".repeat(130),
            "a-b_c/d",
            "...",
            "</s>",
            "[SEP]",
            "<response>",
            "\u200B");
    private static final List<String> BLANKS = List.of(" ", " ", " ", "  ", "\n", "\t", "");

    @ParameterizedTest
    @ValueSource(strings = {TestModels.BGE, TestModels.MINILM})
    void ofBuiltInModels(String name) {
        ModelFolder folder = TestModels.folder(name);
        SplittableRandom random = Seeds.random("ShownPromptTest.ofBuiltInModels " + name);
        try (HfTokenizer tokenizer = HfTokenizer.open(folder.path().resolve("tokenizer.json"))) {
            PromptWriter writer = new PromptWriter(folder.manifest(), tokenizer);
            for (int i = 0; i < 60; i++) {
                isWhatIsRead(writer, tokenizer, EncodingInput.query(text(random, 600)));
                isWhatIsRead(writer, tokenizer, EncodingInput.passage(text(random, 600)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bge-icl", "e5-instruct", "e5", "none"})
    void ofADecoder(String form) {
        SplittableRandom random = Seeds.random("ShownPromptTest.ofADecoder " + form);
        try (HfTokenizer tokenizer = HfTokenizer.open(TinyMistral.folder().resolve("tokenizer.json"))) {
            for (int i = 0; i < 150; i++) {
                PromptWriter writer = new PromptWriter(
                        TinyMistral.manifest(TinyMistral.template(form), PaddingSide.RIGHT, random.nextInt(80, 300)),
                        tokenizer);
                isWhatIsRead(writer, tokenizer, query(random, random.nextInt(8), 40));
                isWhatIsRead(writer, tokenizer, query(random, random.nextInt(2), 400));
            }
        }
    }

    @Test
    void ofTheGoldenCases() throws IOException {
        try (HfTokenizer tokenizer = HfTokenizer.open(TinyMistral.folder().resolve("tokenizer.json"))) {
            for (TinyMistral.Case one : TinyMistral.cases()) {
                PromptTemplate template = TinyMistral.template(one.template());
                ModelManifest manifest = TinyMistral.manifest(template, PaddingSide.RIGHT, 512);
                String shown =
                        new PromptWriter(manifest, tokenizer).shown(one.input()).text();
                assertThat(ids(tokenizer, shown)).as(shown).isEqualTo(one.ids());
            }
        }
    }

    @Test
    void tellsWhatWasCut() {
        Demonstration example = new Demonstration("question", "many words ".repeat(10));
        try (HfTokenizer tokenizer = HfTokenizer.open(TinyMistral.folder().resolve("tokenizer.json"))) {
            PromptWriter writer =
                    new PromptWriter(TinyMistral.manifest(KnownTemplates.BGE_ICL, PaddingSide.RIGHT, 120), tokenizer);
            PromptedText someExamples = writer.shown(input("short", example, example, example, example));
            PromptedText someText = writer.shown(input("many words ".repeat(80), example));

            assertThat(someExamples.demonstrations()).isBetween(1, 3);
            assertThat(someExamples.ofDemonstrations()).isEqualTo(4);
            assertThat(someExamples.textTokens()).isEqualTo(someExamples.ofTextTokens());
            assertThat(someText.demonstrations()).isZero();
            assertThat(someText.ofDemonstrations()).isOne();
            assertThat(someText.textTokens()).isBetween(20, 119);
            assertThat(someText.ofTextTokens())
                    .isEqualTo(tokenizer.spans("many words ".repeat(80)).size());
            assertThat(someText.text()).endsWith("\n<response></s>");
        }
    }

    @Test
    void charactersAreKeptOrCutWhole() {
        try (HfTokenizer tokenizer = HfTokenizer.open(TinyMistral.folder().resolve("tokenizer.json"))) {
            for (int most = 4; most < 24; most++) {
                ModelManifest manifest = TinyMistral.manifest(PromptTemplate.NONE, PaddingSide.RIGHT, most);
                PromptWriter writer = new PromptWriter(manifest, tokenizer);
                EncodingInput emoji = EncodingInput.query("😀".repeat(10));

                assertThat(writer.shown(emoji).text()).matches("(😀)*</s>");
                isWhatIsRead(writer, tokenizer, emoji);
            }
        }
    }

    private static void isWhatIsRead(PromptWriter writer, HfTokenizer tokenizer, EncodingInput input) {
        PromptedText shown = writer.shown(input);
        TokenizedText read = writer.tokenize(input);

        assertThat(ids(tokenizer, shown.text())).as(shown.text()).isEqualTo(read.ids());
        assertThat(shown.textTokens()).isEqualTo(read.textTo() - read.textFrom());
        assertThat(shown.demonstrations()).isEqualTo(read.demonstrations());
    }

    private static int[] ids(HfTokenizer tokenizer, String text) {
        long[] ids = tokenizer.encode(text, true).getIds();
        int[] narrow = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            narrow[i] = (int) ids[i];
        }
        return narrow;
    }

    private static EncodingInput query(SplittableRandom random, int examples, int words) {
        Demonstration[] given = new Demonstration[examples];
        for (int i = 0; i < examples; i++) {
            given[i] = new Demonstration(text(random, 8), text(random, 20));
        }
        return input(text(random, words), given);
    }

    private static EncodingInput input(String text, Demonstration... examples) {
        return new EncodingInput(text, Role.QUERY, new Instruction("Find it"), List.of(examples));
    }

    private static String text(SplittableRandom random, int words) {
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(1, words + 1); i > 0; i--) {
            parts.add(WORDS.get(random.nextInt(WORDS.size())));
            parts.add(BLANKS.get(random.nextInt(BLANKS.size())));
        }
        return String.join("", parts);
    }
}
