package io.vizsla.models.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.LongInputs;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import io.vizsla.testkit.SharedData;
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

/** What becomes of sound exports. */
class ModelImportTest {

    private static final ModelImport.Trial ANYTHING = draft -> {};

    @TempDir
    private Path dir;

    private Path models;
    private TinyExport export;

    @BeforeEach
    void writeExport() throws IOException {
        models = dir.resolve("models");
        export = TinyExport.write(dir.resolve("Tiny Model"));
    }

    @Test
    void anEncoderBecomesASoundFolder() throws IOException {
        ImportedModel model = run(ImportOptions.DEFAULTS);

        ModelManifest manifest = model.folder().manifest();
        assertThat(manifest.name()).isEqualTo("tiny-model");
        assertThat(manifest.architecture()).isEqualTo(Architecture.ENCODER);
        assertThat(manifest.pooling()).isEqualTo(PoolingMode.MEAN);
        assertThat(manifest.dimension()).isEqualTo(16);
        assertThat(manifest.maxTokens()).isEqualTo(32);
        assertThat(manifest.padding()).isEqualTo(PaddingSide.RIGHT);
        assertThat(manifest.appendEos()).isNull();
        assertThat(manifest.normalize()).isTrue();
        assertThat(manifest.prompts()).isEmpty();
        assertThat(manifest.graphs()).containsOnlyKeys(Precision.FP32, Precision.INT8);
        assertThat(manifest.version()).hasSize(12);
        assertThat(manifest.blend()).isEqualTo(DemonstrationBlend.NONE);
        assertThat(model.notices()).singleElement().asString().contains("./vizsla models fit-examples");
        assertThat(new ModelFolders(models).verify("tiny-model")).isEqualTo(model.folder());
        assertThat(contentOf(models)).containsExactly("tiny-model");
    }

    @Test
    void otherWeightsAreAnotherVersionAndSpace() throws IOException {
        ModelManifest first = run(ImportOptions.DEFAULTS).folder().manifest();
        new ModelFolders(models).remove("tiny-model");
        TinyOnnx.of(TinyExport.TOKENS + 5, 16).write(export.folder().resolve("onnx/model.onnx"));

        ModelManifest second = run(ImportOptions.DEFAULTS).folder().manifest();

        assertThat(second.space()).isNotEqualTo(first.space());
    }

    @Test
    void aDecoderPoolsItsLastTokenAndEndsWithOne() throws IOException {
        export.without("modules.json")
                .without("1_Pooling/config.json")
                .text("config.json", "{\"model_type\":\"qwen2\",\"hidden_size\":16,\"max_position_embeddings\":64}")
                .text(
                        "tokenizer.json",
                        TinyExport.tokenizer(13)
                                .replace(",\n{\"SpecialToken\":{\"id\":\"[SEP]\",\"type_id\":0}}]", "]"))
                .text("tokenizer_config.json", "{\"padding_side\":\"left\",\"eos_token\":{\"content\":\"[SEP]\"}}");

        ImportedModel model = run(ImportOptions.DEFAULTS);

        ModelManifest manifest = model.folder().manifest();
        assertThat(manifest.architecture()).isEqualTo(Architecture.DECODER);
        assertThat(manifest.pooling()).isEqualTo(PoolingMode.LAST_TOKEN);
        assertThat(manifest.padding()).isEqualTo(PaddingSide.LEFT);
        assertThat(manifest.appendEos()).isEqualTo("[SEP]");
        assertThat(notices(model)).singleElement().asString().contains("[SEP]", "add_eos_token");
    }

    @Test
    void aTokenizerThatEndsItsTextsGetsNoSecondEnd() throws IOException {
        export.text("config.json", "{\"model_type\":\"qwen3\",\"hidden_size\":16,\"max_position_embeddings\":64}")
                .text("1_Pooling/config.json", "{\"pooling_mode_lasttoken\":true}")
                .text("tokenizer_config.json", "{\"add_eos_token\":true,\"eos_token\":\"[UNK]\"}");

        assertThat(run(ImportOptions.DEFAULTS).folder().manifest().appendEos()).isNull();
    }

    @Test
    void theGoldenDecoderIsImported() throws IOException {
        Path golden = SharedData.require("golden/tiny-mistral");
        TinyExport mistral = new TinyExport(dir.resolve("tiny-mistral"))
                .text("config.json", "{\"model_type\":\"mistral\",\"hidden_size\":48,\"max_position_embeddings\":256}")
                .text("tokenizer_config.json", "{\"add_eos_token\":true,\"eos_token\":\"</s>\"}");
        Files.copy(golden.resolve("model.onnx"), mistral.folder().resolve("model.onnx"));
        Files.copy(golden.resolve("tokenizer.json"), mistral.folder().resolve("tokenizer.json"));

        ImportedModel model =
                new ModelImport(models, ImportOptions.DEFAULTS.withTemplate("bge-icl")).run(mistral.folder(), ANYTHING);
        ModelManifest manifest = model.folder().manifest();

        assertThat(manifest.appendEos()).isEqualTo("</s>");
        assertThat(manifest.prompt(Role.QUERY)).isEqualTo(KnownTemplates.BGE_ICL);
        assertThat(model.notices()).noneMatch(notice -> notice.contains("fit-examples"));
        assertThat(manifest.graphs()).containsOnlyKeys(Precision.FP32, Precision.INT8);
    }

    @Test
    void theGoldenCrossEncoderIsImported() throws IOException {
        Path golden = SharedData.require("golden/tiny-cross-encoder");
        TinyExport reranker = new TinyExport(dir.resolve("tiny-cross-encoder")).text("config.json", """
                {"model_type":"bert","architectures":["BertForSequenceClassification"],"hidden_size":32,\
                "max_position_embeddings":128,"id2label":{"0":"LABEL_0"}}""");
        Files.copy(golden.resolve("model.onnx"), reranker.folder().resolve("model.onnx"));
        Files.copy(golden.resolve("tokenizer.json"), reranker.folder().resolve("tokenizer.json"));

        ImportedModel model = new ModelImport(models, ImportOptions.DEFAULTS).run(reranker.folder(), ANYTHING);
        ModelManifest manifest = model.folder().manifest();

        assertThat(manifest.architecture()).isEqualTo(Architecture.CROSS_ENCODER);
        assertThat(manifest.dimension()).isEqualTo(1);
        assertThat(manifest.maxTokens()).isEqualTo(128);
        assertThat(manifest.output()).isNull();
        assertThat(manifest.truncations()).isEmpty();
        assertThat(model.notices()).noneMatch(notice -> notice.contains("fit-examples"));
    }

    @Test
    void aGraphThatPoolsIsTakenAsItIs() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOutput("sentence_embedding", 2));

        ImportedModel model = run(ImportOptions.DEFAULTS);

        assertThat(model.folder().manifest().pooling()).isEqualTo(PoolingMode.GRAPH);
        assertThat(model.folder().manifest().output()).isNull();
        assertThat(notices(model)).singleElement().asString().contains("pools by itself", "pooling mean");
    }

    @Test
    void aGraphThatPoolsNeedsNoStatedPoolingAndMayChangeTheDimension() throws IOException {
        export.without("modules.json")
                .without("1_Pooling/config.json")
                .graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 8).withOutput("sentence_embedding", 2));

        ImportedModel model = run(ImportOptions.DEFAULTS.withPrecisions(Set.of(Precision.FP32)));

        assertThat(model.folder().manifest().pooling()).isEqualTo(PoolingMode.GRAPH);
        assertThat(model.folder().manifest().dimension()).isEqualTo(8);
        assertThat(notices(model)).singleElement().asString().contains("dimension 8", "says 16", "taken: 8");
    }

    @Test
    void stepsThatAreInsideTheGraphAreTold() throws IOException {
        export.text("modules.json", """
                        [{"path":"","type":"sentence_transformers.models.Transformer"},
                         {"path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
                         {"path":"2_Dense","type":"sentence_transformers.models.Dense"},
                         {"path":"3_Dense","type":"sentence_transformers.models.Dense"}]""")
                .text("3_Dense/config.json", "{\"in_features\":32,\"out_features\":16}")
                .graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOutput("sentence_embedding", 2));

        ImportedModel model = run(ImportOptions.DEFAULTS);

        assertThat(model.folder().manifest().pooling()).isEqualTo(PoolingMode.GRAPH);
        assertThat(notices(model))
                .anyMatch(notice -> notice.contains("step Dense in \"2_Dense\": the graph gives vectors"))
                .anyMatch(notice -> notice.contains("step Dense in \"3_Dense\""));
    }

    @Test
    void stepsBehindThePoolingHaveTheVectorsReadAndNotTheStatesBesideThem() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withStatesBeside("sentence_embedding"));
        assertThat(run(ImportOptions.DEFAULTS.withName("plain"))
                        .folder()
                        .manifest()
                        .pooling())
                .isEqualTo(PoolingMode.MEAN);
        export.text("modules.json", """
                [{"path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
                 {"path":"2_Dense","type":"sentence_transformers.models.Dense"}]""");

        assertThat(run(ImportOptions.DEFAULTS).folder().manifest().pooling()).isEqualTo(PoolingMode.GRAPH);

        ImportOptions states =
                ImportOptions.DEFAULTS.withPooling(PoolingMode.MEAN).withName("states");
        assertBroken(() -> run(states), "step Dense");
    }

    @Test
    void anOutputOfAnotherNameStandsInTheManifest() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOutput("vectors", 2));

        ModelManifest manifest =
                run(ImportOptions.DEFAULTS.withOutput("vectors")).folder().manifest();

        assertThat(manifest.output()).isEqualTo("vectors");
        assertThat(manifest.pooling()).isEqualTo(PoolingMode.GRAPH);
        ModelManifest usual = run(ImportOptions.DEFAULTS
                        .withPooling(PoolingMode.GRAPH)
                        .withName("other"))
                .folder()
                .manifest();
        assertThat(usual.output()).isNull();
        assertThat(usual.pooling()).isEqualTo(PoolingMode.GRAPH);
    }

    @Test
    void truncationsAreThoseOfTheExportOrThoseThatAreNamed() throws IOException {
        export.text("config_sentence_transformers.json", "{\"truncate_dim\":4,\"matryoshka_dims\":[16,8,4]}");

        ImportedModel stated = run(ImportOptions.DEFAULTS);
        ImportedModel named =
                run(ImportOptions.DEFAULTS.withTruncations(List.of(2, 12)).withName("named"));

        assertThat(stated.folder().manifest().truncations()).containsExactly(8, 4);
        assertThat(notices(stated)).singleElement().asString().contains("truncate_dim 4");
        assertThat(named.folder().manifest().truncations()).containsExactly(12, 2);
        assertThat(notices(named)).isEmpty();
    }

    @Test
    void longPassagesAreReadInWindowsWhereThatIsAskedFor() {
        ModelManifest usual = run(ImportOptions.DEFAULTS.withLongInputs(LongInputsOption.parse("windows")))
                .folder()
                .manifest();
        ModelManifest own = run(ImportOptions.DEFAULTS
                        .withLongInputs(LongInputsOption.parse("5:3"))
                        .withName("own"))
                .folder()
                .manifest();

        assertThat(usual.longInputs()).isEqualTo(LongInputs.windowsOf(32));
        assertThat(own.longInputs()).isEqualTo(new LongInputs(5, 3));
        for (String wrong : new String[] {"", "all", "0", "257", "2:99999", "1:3", "5:", ":3", "99999999999"}) {
            assertThatThrownBy(() -> LongInputsOption.parse(wrong))
                    .isInstanceOfSatisfying(
                            VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        }
    }

    @Test
    void promptsBecomeFormsOrFixedWords() throws IOException {
        export.text("config_sentence_transformers.json", """
                {"prompts":{"query":"Instruct: Find it\\nQuery: ","document":"text: ","clustering":"c: "}}""");

        ImportedModel model = run(ImportOptions.DEFAULTS);

        assertThat(model.folder().manifest().prompt(Role.QUERY))
                .isEqualTo(KnownTemplates.E5_INSTRUCT.withInstruction("Find it"));
        assertThat(model.folder().manifest().prompt(Role.PASSAGE)).isEqualTo(PromptTemplate.prefix("text: "));
        assertThat(notices(model))
                .singleElement()
                .asString()
                .contains("clustering")
                .doesNotContain("query:");
    }

    @Test
    void aNamedFormTakesThePlaceOfPrompts() throws IOException {
        export.text("config_sentence_transformers.json", "{\"prompts\":{\"query\":\"q: \"}}");

        ImportedModel model = run(ImportOptions.DEFAULTS.withTemplate("e5"));

        assertThat(model.folder().manifest().prompt(Role.QUERY)).isEqualTo(KnownTemplates.E5_QUERY);
        assertThat(model.folder().manifest().prompt(Role.PASSAGE)).isEqualTo(KnownTemplates.E5_PASSAGE);
        assertThat(notices(model)).singleElement().asString().contains("e5");
    }

    @Test
    void ofManyVariantsThePlainOneIsTaken() throws IOException {
        Path onnx = export.folder().resolve("onnx");
        Files.copy(onnx.resolve("model.onnx"), onnx.resolve("model_O2.onnx"));
        Files.writeString(onnx.resolve("model_q4.onnx"), "no graph");

        ImportedModel model = run(ImportOptions.DEFAULTS.withPrecisions(Set.of(Precision.FP32)));

        assertThat(model.folder().manifest().graphs()).containsOnlyKeys(Precision.FP32);
        assertThat(notices(model)).hasSize(2);
        assertThat(String.join("\n", notices(model))).contains("model_q4.onnx", "model_O2.onnx");
    }

    @Test
    void eightBitsAloneAreKeptWhereTheyAreAskedFor() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withData("model.onnx_data"));

        ImportedModel model = run(ImportOptions.DEFAULTS.withPrecisions(Set.of(Precision.INT8)));

        assertThat(model.folder().manifest().graphs()).containsOnlyKeys(Precision.INT8);
        assertThat(contentOf(model.folder().path())).containsExactly("model-int8.onnx", "model.json", "tokenizer.json");
    }

    @Test
    void aGraphThatCannotBeQuantizedStaysAsItIs() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOpset(9));

        ImportedModel model = run(ImportOptions.DEFAULTS);

        assertThat(model.folder().manifest().graphs()).containsOnlyKeys(Precision.FP32);
        assertThat(notices(model)).singleElement().asString().contains("no int8 graph", "opset");
    }

    @Test
    void weightsBesideTheGraphAreCopiedAndVerified() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withData("weights/model.onnx_data"));

        ModelFolder folder = run(ImportOptions.DEFAULTS).folder();

        ModelFile graph = folder.manifest().graph(Precision.FP32);
        assertThat(graph.data()).singleElement().satisfies(data -> {
            assertThat(data.path()).isEqualTo("weights/model.onnx_data");
            assertThat(data.bytes()).isEqualTo((TinyExport.TOKENS * 16 + 16 * 16) * 4L);
        });
        assertThat(folder.manifest().graph(Precision.INT8).data()).isEmpty();
        assertThat(new ModelFolders(models).verify("tiny-model")).isEqualTo(folder);
        Path data = folder.path().resolve("weights/model.onnx_data");
        byte[] bytes = Files.readAllBytes(data);
        bytes[7] ^= 1;
        Files.write(data, bytes);
        assertBroken(() -> new ModelFolders(models).verify("tiny-model"), "weights/model.onnx_data");
        Files.write(data, new byte[3]);
        assertBroken(() -> new ModelFolders(models).find("tiny-model"), "weights/model.onnx_data");
        Files.delete(data);
        assertBroken(() -> new ModelFolders(models).find("tiny-model"), "weights/model.onnx_data");
    }

    @Test
    void aFailedTrialLeavesNothing() throws IOException {
        assertThatThrownBy(() -> new ModelImport(models, ImportOptions.DEFAULTS).run(export.folder(), draft -> {
                    throw VizslaException.of(ErrorCode.INVALID_MODEL, "it gives nonsense");
                }))
                .hasMessage("it gives nonsense");

        assertThat(contentOf(models)).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        run(ImportOptions.DEFAULTS);

        assertThatThrownBy(() -> run(ImportOptions.DEFAULTS))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("--name")
                .hasMessageContaining("models remove tiny-model");
        assertThatThrownBy(() -> run(ImportOptions.DEFAULTS.withName("all-minilm-l6-v2")))
                .hasMessageContaining("built-in");
        assertThatThrownBy(() -> ImportOptions.DEFAULTS.withName("../x")).hasMessageContaining("name");
        assertThatThrownBy(() -> ImportOptions.DEFAULTS.withTemplate("gpt")).hasMessageContaining("bge-icl");
    }

    @Test
    void leftoversAreNamedAndRemoved() throws IOException {
        ModelFolders folders = new ModelFolders(models);
        Files.createDirectories(models.resolve(".writing-1"));
        Files.writeString(models.resolve(".writing-1/model.onnx"), "half");
        Files.createDirectories(models.resolve("half"));
        run(ImportOptions.DEFAULTS);
        assertThat(folders.leftovers()).containsExactly(".writing-1", "half");
        assertThat(folders.names()).containsExactly("tiny-model");

        for (String name : new String[] {".writing-1", "half", "tiny-model"}) {
            folders.remove(name);
        }

        assertThat(contentOf(models)).isEmpty();
        assertThatThrownBy(() -> folders.remove("..")).hasMessageContaining("model");
    }

    private ImportedModel run(ImportOptions options) {
        return new ModelImport(models, options).run(export.folder(), ANYTHING);
    }

    /** Returns what was said of this export; what is said of every one is left out. */
    private static List<String> notices(ImportedModel model) {
        return model.notices().stream()
                .filter(notice -> !notice.contains("fit-examples"))
                .toList();
    }

    private static List<String> contentOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertBroken(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL))
                .hasMessageContaining(message);
    }
}
