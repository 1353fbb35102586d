package io.vizsla.models.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.testkit.TinyExport;
import io.vizsla.testkit.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports that lack something or contradict themselves: what is wrong is named, and nothing is left behind. */
class BadExportsTest {

    @TempDir
    private Path dir;

    private TinyExport export;

    @BeforeEach
    void writeExport() throws IOException {
        export = TinyExport.write(dir.resolve("tiny"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "config.json | {\"model_type\":\"bert\",\"hidden_size\":24,\"max_position_embeddings\":64} | says dimension 16, but config.json says 24",
                "config.json | {\"model_type\":\"bert\",\"hidden_size\":16,\"max_position_embeddings\":8} | max_seq_length 32",
                "config.json | {\"architectures\":[\"BertForSequenceClassification\"],\"num_labels\":3} | 3 labels",
                "config.json | {{{ | config.json is not JSON",
                "config.json | 7 | config.json is not a JSON object",
                "config.json | [] | config.json is not a JSON object",
                "config.json | {\"model_type\":\"bert\",\"hidden_size\":\"24\"} | hidden_size = \"24\" is not valid: must be a whole number above 0",
                "config.json | {\"model_type\":\"bert\",\"hidden_size\":-1} | hidden_size = -1 is not valid",
                "modules.json | {} | modules.json is not a JSON list",
                "tokenizer.json | [1 | tokenizer.json is not JSON",
                "tokenizer.json | {} | no field \"model\"",
                "tokenizer_config.json | {\"padding_side\":\"top\"} | padding_side = top",
                "1_Pooling/config.json | {\"pooling_mode_weightedmean_tokens\":true} | weightedmean_tokens",
                "1_Pooling/config.json | {\"pooling_mode_cls_token\":true,\"pooling_mode_mean_tokens\":true} | cls_token, mean_tokens",
                "1_Pooling/config.json | {\"pooling_mode\":\"mean\",\"include_prompt\":false} | include_prompt",
                "modules.json | [{\"path\":\"2_Dense\",\"type\":\"sentence_transformers.models.Dense\"}] | step Dense in \"2_Dense\"",
                "sentence_bert_config.json | {\"max_seq_length\":65} | max_seq_length 65, but config.json has positions for 64",
                "config_sentence_transformers.json | {\"prompts\":{\"query\":\"{query} {query}\"}} | prompt query",
                "config_sentence_transformers.json | {\"prompts\":{\"query\":\"{query} {instruction}\"}} | instruction",
            })
    void whatContradictsIsNamed(String file, String content, String problem) throws IOException {
        export.text(file, content);

        assertThat(refusal(ImportOptions.DEFAULTS)).contains(problem);
    }

    @Test
    void stepsThatAreNotInTheGraphAreRefused() throws IOException {
        export.text("modules.json", """
                [{"path":"","type":"sentence_transformers.models.Transformer"},
                 {"path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
                 {"path":"2_Dense","type":"sentence_transformers.models.Dense"}]""");

        assertThat(refusal(ImportOptions.DEFAULTS)).contains("step Dense in \"2_Dense\"", "outside of a graph");

        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOutput("sentence_embedding", 2))
                .text("2_Dense/config.json", "{\"in_features\":16,\"out_features\":8}");
        assertThat(refusal(ImportOptions.DEFAULTS)).contains("gives dimension 8, but the graph gives 16");

        export.text("modules.json", "[{\"path\":\"\",\"type\":\"sentence_transformers.models.Router\"}]");
        assertThat(refusal(ImportOptions.DEFAULTS)).contains("step Router");
    }

    @Test
    void allProblemsAreToldAtOnce() throws IOException {
        export.without("tokenizer.json")
                .text("vocab.txt", "[PAD]")
                .without("config.json")
                .without("onnx/model.onnx");

        assertThat(refusal(ImportOptions.DEFAULTS))
                .contains("config.json is missing")
                .contains("tokenizer.json is missing; there is vocab.txt")
                .contains("save_pretrained")
                .contains("there is no ONNX graph");
    }

    @Test
    void anEncoderWithoutPoolingAsksForIt() throws IOException {
        export.without("1_Pooling/config.json");

        assertThat(refusal(ImportOptions.DEFAULTS)).contains("1_Pooling/config.json is missing", "--pooling");
        run(ImportOptions.DEFAULTS.withPooling(PoolingMode.CLS));
    }

    @Test
    void aDecoderWhosePoolingIsListedButMissingAsksForIt() throws IOException {
        export.text("config.json", "{\"model_type\":\"mistral\",\"hidden_size\":16,\"max_position_embeddings\":64}")
                .without("1_Pooling/config.json")
                .text("modules.json", "[{\"path\":\"1_Pooling\",\"type\":\"sentence_transformers.models.Pooling\"}]");

        assertThat(refusal(ImportOptions.DEFAULTS)).contains("1_Pooling/config.json is missing", "--pooling");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../beside", "BESIDE", "a\\u0000b"})
    void aStepOutsideOfTheExportIsNotRead(String folder) throws IOException {
        Path beside = Files.createDirectory(dir.resolve("beside"));
        Files.writeString(beside.resolve("config.json"), "{\"pooling_mode\":\"mean\"}");
        String path = folder.replace("BESIDE", beside.toString().replace('\\', '/'));
        export.text("modules.json", "[{\"path\":\"" + path + "\",\"type\":\"sentence_transformers.models.Pooling\"}]");

        assertThat(refusal(ImportOptions.DEFAULTS)).contains("the pooling is nowhere stated");
    }

    @Test
    void aProblemIsToldOnce() throws IOException {
        export.text("tokenizer.json", "{{{").text("sentence_bert_config.json", "{\"do_lower_case\":true}");

        assertThat(refusal(ImportOptions.DEFAULTS)).containsOnlyOnce("tokenizer.json is not JSON");
    }

    @Test
    void aLowerCaseThatTheTokenizerDoesNotMakeIsRefused() throws IOException {
        export.text("tokenizer.json", TinyExport.tokenizer(13).replace("{\"type\":\"Lowercase\"}", "null"))
                .text("sentence_bert_config.json", "{\"do_lower_case\":true}");

        assertThat(refusal(ImportOptions.DEFAULTS)).contains("do_lower_case");
    }

    @Test
    void aGraphWithoutTokenStatesIsRefusedWithWhatItHas() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(13, 16).withOutput("pooler_output", 2));

        assertThat(refusal(ImportOptions.DEFAULTS))
                .contains("no output of token states", "pooler_output [-1, 16]", "--pooling graph");
        assertThat(refusal(ImportOptions.DEFAULTS.withOutput("x"))).contains("no output x", "pooler_output");
        assertThat(refusal(ImportOptions.DEFAULTS.withPooling(PoolingMode.MEAN).withOutput("pooler_output")))
                .contains("2 dimensions", "--pooling mean");
    }

    @Test
    void poolingByTheGraphNeedsAVector() throws IOException {
        assertThat(refusal(ImportOptions.DEFAULTS.withPooling(PoolingMode.GRAPH)))
                .contains("no output of vectors", "last_hidden_state");
    }

    @Test
    void severalStatesWithoutAUsualNameAskForOne() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(13, 16).withOutput("a", 3).withTwin("b"));

        assertThat(refusal(ImportOptions.DEFAULTS)).contains("several outputs", "a [-1, -1, 16]", "b [", "--output");
        run(ImportOptions.DEFAULTS.withOutput("b"));
    }

    @Test
    void weightsOfOneNameForTwoGraphsAreNamed() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(13, 16).withData("model.onnx_data"))
                .graph("half/model.onnx", TinyOnnx.of(13, 16).inHalfPrecision().withData("model.onnx_data"));

        assertThat(refusal(ImportOptions.DEFAULTS.withPrecisions(Set.of(Precision.FP32, Precision.FP16))))
                .contains("onnx/model.onnx and half/model.onnx", "\"model.onnx_data\"", "--precision");
    }

    @Test
    void whatOnlyEmbeddingModelsHaveIsRefusedForRerankers() throws IOException {
        export.text("config.json", "{\"architectures\":[\"BertForSequenceClassification\"]}")
                .graph("onnx/model.onnx", TinyOnnx.of(13, 1).withOutput("logits", 2));

        assertThat(refusal(ImportOptions.DEFAULTS
                        .withTruncations(List.of(8))
                        .withLongInputs(LongInputsOption.parse("windows"))))
                .contains("--truncations: a cross-encoder", "--long-inputs: a cross-encoder");
    }

    @Test
    void truncationsAboveTheDimensionAreNamed() throws IOException {
        assertThat(refusal(ImportOptions.DEFAULTS.withTruncations(List.of(17)))).contains("--truncations has 17", "16");
        export.text("config_sentence_transformers.json", "{\"matryoshka_dims\":[8,\"x\",32]}");
        assertThat(refusal(ImportOptions.DEFAULTS)).contains("matryoshka_dims has 32", "no whole number");
    }

    @Test
    void statesOfAnotherDimensionAreRefused() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(13, 8));

        assertThat(refusal(ImportOptions.DEFAULTS)).contains("dimension 8, but config.json says 16");
    }

    @Test
    void aTokenizerOfAnotherGraphIsRefused() throws IOException {
        export.text("tokenizer.json", TinyExport.tokenizer(14));

        assertThat(refusal(ImportOptions.DEFAULTS)).contains("largest token id", "13", "onnx/model.onnx");
    }

    @Test
    void severalGraphsAskForAName() throws IOException {
        export.graph("model.onnx", TinyOnnx.of(20, 16));

        assertThat(refusal(ImportOptions.DEFAULTS)).contains("several graphs in fp32, model.onnx, onnx/model.onnx");
        assertThat(refusal(ImportOptions.DEFAULTS.withGraph("x.onnx"))).contains("no graph x.onnx");
        run(ImportOptions.DEFAULTS.withGraph("onnx/model.onnx"));
    }

    @Test
    void weightsThatAreMissingOrTooShortOrElsewhereAreNamed() throws IOException {
        Path data = export.folder().resolve("onnx/model.onnx_data");
        export.graph("onnx/model.onnx", TinyOnnx.of(13, 16).withData("model.onnx_data"));
        Files.write(data, new byte[100]);
        assertThat(refusal(ImportOptions.DEFAULTS)).contains("\"model.onnx_data\"", "100 bytes long", "at least 1856");
        Files.delete(data);
        assertThat(refusal(ImportOptions.DEFAULTS)).contains("\"model.onnx_data\"", "missing");
        export.graph("onnx/model.onnx", TinyOnnx.of(13, 16).withData("../weights"));
        assertThat(refusal(ImportOptions.DEFAULTS)).contains("\"../weights\"", "inside");
        export.graph("onnx/model.onnx", TinyOnnx.of(13, 16).withData("tokenizer.json"));
        assertThat(refusal(ImportOptions.DEFAULTS)).contains("\"tokenizer.json\"");
    }

    @Test
    void garbageIsNoGraph() throws IOException {
        export.text("onnx/model.onnx", "<html>not found</html>");
        assertThat(refusal(ImportOptions.DEFAULTS)).contains("onnx/model.onnx", "not an ONNX graph");
        export.text("onnx/model.onnx", "");
        assertThat(refusal(ImportOptions.DEFAULTS)).contains("not an ONNX graph");
    }

    @Test
    void aGraphCutShortIsNoGraph() throws IOException {
        Path file = export.folder().resolve("onnx/model.onnx");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 1; length < whole.length; length += 61) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThat(refusal(ImportOptions.DEFAULTS)).contains("onnx/model.onnx");
        }
    }

    @Test
    void whatIsNotThereIsNoExport() {
        assertThat(catchThrowableOfType(VizslaException.class, () -> new ModelImport(
                                        dir.resolve("models"), ImportOptions.DEFAULTS)
                                .run(dir.resolve("none"), draft -> {}))
                        .code())
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    private void run(ImportOptions options) {
        new ModelImport(dir.resolve("models"), options).run(export.folder(), draft -> {});
    }

    private String refusal(ImportOptions options) throws IOException {
        VizslaException refused = catchThrowableOfType(VizslaException.class, () -> run(options));
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_MODEL);
        Path models = dir.resolve("models");
        if (Files.exists(models)) {
            try (Stream<Path> left = Files.list(models)) {
                assertThat(left).isEmpty();
            }
        }
        return refused.detail();
    }
}
