package io.vizsla.models.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.models.ModelFolders;
import io.vizsla.testkit.SharedData;
import io.vizsla.testkit.TinyExport;
import io.vizsla.testkit.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What becomes of sound exports. */
class ModelImportTest extends Importing {

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
}
