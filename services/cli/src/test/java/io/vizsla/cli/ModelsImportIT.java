package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.OnnxCrossEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.testkit.SharedData;
import io.vizsla.testkit.TinyExport;
import io.vizsla.testkit.TinyOnnx;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are imported, tried by ONNX Runtime, listed, verified and removed. */
class ModelsImportIT {

    @TempDir
    private Path folder;

    private Path data;
    private TinyExport export;

    @BeforeEach
    void writeExport() throws IOException {
        data = folder.resolve("data");
        export = TinyExport.write(folder.resolve("tiny"));
    }

    @Test
    void anImportedModelIsToldListedVerifiedAndRemoved() throws IOException {
        export.text("config_sentence_transformers.json", "{\"prompts\":{\"query\":\"query: \",\"sts\":\"x\"}}");

        Cli imported = models("import", export.folder().toString());

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out())
                .contains("Imported tiny", "16 dimensions, mean pooling", "32 tokens", "query \"query: {query}\"")
                .contains("fp32", "int8", "space      tiny@", "Note: prompts left out", "sts")
                .contains("cosine");
        assertThat(models("list").out()).contains("tiny", "ready", "fp32, int8");
        assertThat(models("verify", "tiny").out()).contains("tiny: sound");
        assertThat(Json.MAPPER
                        .readTree(models("show", "tiny").out())
                        .path("dimension")
                        .asInt())
                .isEqualTo(16);
        assertThat(models("import", export.folder().toString()).err()).contains("there is a model tiny", "--name");
        assertThat(models("remove", "tiny").out()).contains("tiny is removed");
        assertThat(models("list").out()).doesNotContain("tiny");
    }

    @Test
    void theSummaryIsThereForPrograms() throws IOException {
        Cli imported = models("import", export.folder().toString(), "--json", "--name", "other", "--precision", "fp32");

        JsonNode json = Json.MAPPER.readTree(imported.out());

        assertThat(json.path("name").asText()).isEqualTo("other");
        assertThat(json.at("/precisions/0").asText()).isEqualTo("fp32");
        assertThat(json.path("precisions")).hasSize(1);
    }

    @Test
    void weightsBesideTheGraphGiveTheSameVectors() throws IOException {
        models("import", export.folder().toString(), "--name", "inside");
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withData("weights/model.onnx_data"));

        Cli imported = models("import", export.folder().toString(), "--name", "beside");

        assertThat(imported.out()).contains("weights in 1 file");
        assertThat(vector("beside")).isEqualTo(vector("inside"));
        Files.delete(data.resolve("models/beside/weights/model.onnx_data"));
        assertThat(models("verify", "beside").out()).contains("not sound", "weights/model.onnx_data");
    }

    @Test
    void theGoldenDecoderWithWeightsBesideItGivesItsVectors() throws IOException {
        Path golden = SharedData.require("golden/tiny-mistral");
        TinyExport mistral = new TinyExport(folder.resolve("tiny-mistral"))
                .text("config.json", "{\"model_type\":\"mistral\",\"hidden_size\":48,\"max_position_embeddings\":256}")
                .text("tokenizer_config.json", "{\"add_eos_token\":true,\"eos_token\":\"</s>\"}");
        Externalized.write(golden.resolve("model.onnx"), mistral.folder().resolve("model.onnx"));
        Files.copy(golden.resolve("tokenizer.json"), mistral.folder().resolve("tokenizer.json"));
        JsonNode first =
                Json.MAPPER.readTree(golden.resolve("expected.json").toFile()).at("/cases/0");

        Cli imported = models("import", mistral.folder().toString());

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("weights in 1 file", "ends with </s>");
        float[] vector = vector("tiny-mistral", first.path("prompt").asText());
        double dot = 0;
        for (int i = 0; i < vector.length; i++) {
            dot += vector[i] * first.path("embedding").path(i).asDouble();
        }
        assertThat(dot).isGreaterThan(0.9999);
    }

    @Test
    void theGoldenCrossEncoderIsImportedAndGivesItsLogits() throws IOException {
        Path golden = SharedData.require("golden/tiny-cross-encoder");
        TinyExport reranker = new TinyExport(folder.resolve("reranker")).text("config.json", """
                {"model_type":"bert","architectures":["BertForSequenceClassification"],"max_position_embeddings":512}""");
        Files.copy(golden.resolve("model.onnx"), reranker.folder().resolve("model.onnx"));
        Files.copy(golden.resolve("tokenizer.json"), reranker.folder().resolve("tokenizer.json"));
        JsonNode pair =
                Json.MAPPER.readTree(golden.resolve("expected.json").toFile()).at("/pairs/0");

        Cli imported = models("import", reranker.folder().toString());

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out())
                .contains("cross-encoder, for reranking", "scores a pair", "vizsla.encoder.cross-encoder=reranker")
                .doesNotContain("collections create");
        EncoderOptions options = EncoderOptions.defaults().withPrecision(PrecisionChoice.FP32, PrecisionChoice.FP32);
        try (OnnxCrossEncoder encoder = new LocalModels(data.resolve("models")).crossEncoder("reranker", options)) {
            double score = encoder.score(
                            pair.path("query").asText(),
                            List.of(pair.path("passage").asText()))[0];
            assertThat(score).isEqualTo(pair.path("logit").asDouble(), within(1e-4));
        }
    }

    @Test
    void aGraphThatPoolsIsImportedWithTruncationsAndWindows() throws IOException {
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOutput("vectors", 2));

        Cli imported = models(
                "import",
                export.folder().toString(),
                "--output",
                "vectors",
                "--pooling",
                "graph",
                "--truncations",
                "8, 4",
                "--long-inputs",
                "5:3",
                "--precision",
                "fp32",
                "--json");

        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(Json.MAPPER.readTree(imported.out()).path("truncations").toString())
                .isEqualTo("[8,4]");
        JsonNode manifest = Json.MAPPER.readTree(models("show", "tiny").out());
        assertThat(manifest.path("pooling").asText()).isEqualTo("graph");
        assertThat(manifest.path("output").asText()).isEqualTo("vectors");
        assertThat(manifest.at("/longInputs/windows").asInt()).isEqualTo(5);
        assertThat(vector("tiny")).hasSize(16);
    }

    @Test
    void aManifestWhoseDimensionLiesIsRefusedAtOpening() throws IOException {
        models("import", export.folder().toString());
        change("tiny", manifest -> manifest.put("dimension", 8));

        assertThat(catching(() -> vector("tiny"))).contains("dimension", "8");
    }

    @Test
    void aTokenizerOfAnotherGraphIsRefusedAtOpeningAndByVerify() throws IOException {
        models("import", export.folder().toString());
        String longer = TinyExport.tokenizer(TinyExport.TOKENS + 1);
        Path tokenizer = data.resolve("models/tiny/tokenizer.json");
        Files.writeString(tokenizer, longer);
        change("tiny", manifest -> {
            ObjectNode file = (ObjectNode) manifest.path("tokenizer");
            file.put("bytes", longer.length());
            file.put("sha256", io.vizsla.models.Checksums.of(longer.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        });

        assertThat(catching(() -> vector("tiny"))).contains("tokenizer does not fit the graph", "model.onnx");
        assertThat(models("verify", "tiny").out()).contains("not sound", "largest token id");
    }

    @Test
    void whatTheRuntimeRefusesLeavesNothing() throws IOException {
        // Nothing is wrong with it to look at, but no runtime knows such a version of the operators.
        export.graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withOpset(9999));

        Cli refused = models("import", export.folder().toString());

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("model.onnx is not a graph that ONNX Runtime reads");
        assertThat(left()).isEmpty();
    }

    @Test
    void halfWrittenFoldersAreListedAndRemoved() throws IOException {
        Files.createDirectories(data.resolve("models/.writing-7"));
        Files.createDirectories(data.resolve("models/half"));

        assertThat(models("list").out()).contains(".writing-7", "half-written; ./vizsla models remove half");
        assertThat(models("remove", ".writing-7").exitCode()).isZero();
        assertThat(models("remove", "half").exitCode()).isZero();

        assertThat(left()).isEmpty();
    }

    @Test
    void aModelInUseIsKept() throws IOException {
        models("import", export.folder().toString());
        try (FakeInstance instance = new FakeInstance()) {
            instance.on("GET /v1/collections", 200, "{\"collections\":[{\"name\":\"docs\",\"model\":\"tiny\"}]}");

            Cli refused = Cli.run(instance, "models", "remove", "tiny", "--data-dir", data.toString());

            assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err()).contains("used by docs", "--force");
            assertThat(left()).containsExactly("tiny");
        }
        assertThat(models("remove", "tiny", "--force").exitCode()).isZero();
        assertThat(left()).isEmpty();
    }

    @Test
    void theIndexesOfAStoppedInstanceTellWhichModelTheyNeed() throws IOException {
        models("import", export.folder().toString());
        models("import", export.folder().toString(), "--name", "tiny-too");
        String space = Json.MAPPER
                .readTree(models("import", export.folder().toString(), "--name", "third", "--json")
                        .out())
                .path("space")
                .asText();
        IndexSpec spec =
                new IndexSpec("docs", new Space(space.replace("third@", "tiny@")), 16, 0, "en", FieldSchema.EMPTY);
        new LucenePassageIndexes(data.resolve("index"), LuceneOptions.DEFAULTS)
                .open(spec)
                .close();

        Cli refused = models("remove", "tiny");
        Cli unused = models("remove", "tiny-too");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).contains("used by docs");
        assertThat(unused.exitCode()).as(unused.err()).isZero();
        assertThat(left()).containsExactly("third", "tiny");
    }

    @Test
    void whereUseCannotBeToldForceIsAskedFor() throws IOException {
        models("import", export.folder().toString());
        try (FileChannel lock =
                FileChannel.open(data.resolve("vizsla.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(lock.lock().isValid()).isTrue();
            Cli refused = models("remove", "tiny", "--url", "http://localhost:1");
            assertThat(refused.err()).contains("cannot be told", "--url", "--force");
        }
        Files.createDirectories(data.resolve("broker"));
        assertThat(models("remove", "tiny").err()).contains("cannot be told", "--force");
        Files.createDirectories(data.resolve("index/docs"));
        Files.writeString(data.resolve("index/docs/segments_1"), "garbage");
        assertThat(models("remove", "tiny").err()).contains("cannot be told", "docs");
        assertThat(left()).containsExactly("tiny");
    }

    @Test
    void wrongWordsAreRefused() {
        assertThat(models("import", "nowhere").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(models("import", "nowhere", "--precision", "fp7").err()).contains("--precision", "fp32");
        assertThat(models("import", "nowhere", "--truncations", "8,x").err()).contains("--truncations", "x");
        assertThat(models("import", "nowhere", "--long-inputs", "all").err()).contains("long-inputs", "all");
        assertThat(models("import", "nowhere", "--pooling", "max").err()).contains("--pooling", "last-token");
        assertThat(models("import", "nowhere", "--name", "../x").err()).contains("name");
        assertThat(models("remove", "../x").err()).contains("../x");
    }

    private interface Change {
        void to(ObjectNode manifest);
    }

    private void change(String model, Change change) throws IOException {
        Path file = data.resolve("models").resolve(model).resolve("model.json");
        ObjectNode manifest = (ObjectNode) Json.MAPPER.readTree(file.toFile());
        change.to(manifest);
        Files.writeString(file, manifest.toString());
    }

    private static String catching(java.util.concurrent.Callable<?> call) {
        return org.assertj.core.api.Assertions.catchThrowable(call::call).getMessage();
    }

    private float[] vector(String model) {
        return vector(model, "the train stops");
    }

    private float[] vector(String model, String text) {
        EncoderOptions options = EncoderOptions.defaults().withPrecision(PrecisionChoice.FP32, PrecisionChoice.FP32);
        try (OnnxBiEncoder encoder = new LocalModels(data.resolve("models")).encoder(model, options)) {
            return encoder.encode(List.of(EncodingInput.query(text))).dense()[0];
        }
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("models"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Cli models(String... args) {
        return Cli.run(Stream.of(Stream.of("models"), Stream.of(args), Stream.of("--data-dir", data.toString()))
                .flatMap(all -> all)
                .toArray(String[]::new));
    }
}
