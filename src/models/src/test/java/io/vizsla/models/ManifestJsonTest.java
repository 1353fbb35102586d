package io.vizsla.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.LongInputs;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.api.model.QuerySide;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestJsonTest {

    private static final String SUM = "0123456789abcdef".repeat(4);

    @Test
    void everyFieldSurvivesTheRoundTrip() {
        ModelManifest manifest = manifest()
                .withBlend(new DemonstrationBlend(0.25, 0.5, 0.1, 0.75))
                .withOutput("token_embeddings")
                .withTruncations(List.of(8, 24))
                .withLongInputs(new LongInputs(5, 12));

        byte[] json = ManifestJson.write(manifest);

        assertThat(ManifestJson.read(json)).isEqualTo(manifest);
        assertThat(ManifestJson.write(ManifestJson.read(json))).isEqualTo(json);
    }

    @Test
    void theQuerySideSurvivesTheRoundTripAndMovesNoSpace() {
        ModelManifest usual = manifest();
        ModelFile map = new ModelFile("map.bin", SUM, 24 * (48 + 1) * 4);
        ModelManifest plain = usual.withQuerySide(new QuerySide("other@1/cls", null));
        ModelManifest mapped = usual.withQuerySide(new QuerySide("other@1/cls", map));

        assertThat(ManifestJson.read(ManifestJson.write(plain))).isEqualTo(plain);
        assertThat(ManifestJson.read(ManifestJson.write(mapped))).isEqualTo(mapped);
        assertThat(new String(ManifestJson.write(usual), StandardCharsets.UTF_8))
                .doesNotContain("querySide");
        assertThat(mapped.files()).hasSize(usual.files().size() + 1).contains(map);
        assertThat(plain.files()).isEqualTo(usual.files());
        assertThat(mapped.space()).isEqualTo(usual.space());
        assertThat(mapped.querySide().dimension(48)).isEqualTo(24);
        assertThat(plain.querySide().dimension(48)).isEqualTo(48);
        assertThat(mapped.withOutput("a").querySide()).isEqualTo(mapped.querySide());
        assertThat(mapped.withQuerySide(null)).isEqualTo(usual);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 196 * 2 + 4, 196 * 4097L})
    void aMapThatIsNoWholeNumberOfRowsIsRefused(long bytes) {
        QuerySide side = new QuerySide("other@1", new ModelFile("map.bin", SUM, bytes));

        assertThatThrownBy(() -> manifest().withQuerySide(side)).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL);
            assertThat(e.field()).contains("querySide.map.bytes");
            assertThat(e.value()).contains(String.valueOf(bytes));
            assertThat(e.bound().orElseThrow()).contains("196");
        });
    }

    @Test
    void longPassagesAreCutUnlessTheManifestAsksForWindows() {
        assertThat(longInputs("\"truncate\"")).isEqualTo(LongInputs.TRUNCATE);
        assertThat(longInputs("null")).isEqualTo(LongInputs.TRUNCATE);
        assertThat(longInputs("\"windows\"")).isEqualTo(new LongInputs(16, 4));
        assertThat(longInputs("{\"windows\": 3}")).isEqualTo(new LongInputs(3, 4));
        assertThat(longInputs("{\"windows\": 3, \"overlap\": 0}")).isEqualTo(new LongInputs(3, 0));
        assertThat(longInputs("{\"windows\": 1}")).isEqualTo(LongInputs.TRUNCATE);
    }

    @Test
    void examplesMoveNoQueryUnlessTheManifestSaysHowFar() {
        assertThat(blend("null")).isEqualTo(DemonstrationBlend.NONE);
        assertThat(blend("{\"share\": 0, \"temperature\": 0.5}")).isEqualTo(DemonstrationBlend.NONE);
        assertThat(blend("{\"share\": 0.5, \"temperature\": 0.1, \"from\": -1, \"full\": 0}"))
                .isEqualTo(new DemonstrationBlend(0.5, 0.1, -1, 0));
        ModelManifest silent = ManifestJson.read(minimal().getBytes(StandardCharsets.UTF_8));
        assertThat(silent.blend()).isEqualTo(DemonstrationBlend.NONE);
        assertThat(silent.withBlend(new DemonstrationBlend(0.5, 0.1, 0, 1)).space())
                .isEqualTo(silent.space());
        assertThat(ManifestJson.read(ManifestJson.write(silent))).isEqualTo(silent);
    }

    @Test
    void theSpaceNamesWhatIsReadOtherwiseThanUsual() {
        ModelManifest usual = manifest();
        String id = usual.space().id();

        assertThat(usual.withLongInputs(LongInputs.TRUNCATE).space().id()).isEqualTo(id);
        assertThat(usual.withLongInputs(new LongInputs(5, 12)).space().id()).isEqualTo(id + "/windows-5-12");
        assertThat(usual.withOutput("a").space().id()).startsWith(id + "/output-");
        assertThat(usual.withOutput("a").space())
                .isNotEqualTo(usual.withOutput("b").space());
    }

    @Test
    void truncationsStandLargestFirstAndDoNotMoveTheSpace() {
        ModelManifest usual = manifest();

        ModelManifest cut = usual.withTruncations(List.of(8, 24));

        assertThat(cut.truncations()).containsExactly(24, 8);
        assertThat(cut.card().truncations()).containsExactly(24, 8);
        assertThat(cut.card().normalized()).isFalse();
        assertThat(cut.space()).isEqualTo(usual.space());
        assertThat(usual.truncations()).isEmpty();
    }

    @Test
    void aCrossEncoderHasNoTruncations() {
        String json = minimal()
                .replace("\"encoder\"", "\"cross-encoder\"")
                .replace("\"maxTokens\":16", "\"maxTokens\":16,\"truncations\":[2]");

        assertThatThrownBy(() -> ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("truncations")
                .hasMessageContaining("cross-encoder");
    }

    @Test
    void aCrossEncoderHasNoQuerySide() {
        String json = minimal()
                .replace("\"encoder\"", "\"cross-encoder\"")
                .replace("\"maxTokens\":16", "\"maxTokens\":16,\"querySide\":{\"space\":\"other\"}");

        assertThatThrownBy(() -> ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("querySide")
                .hasMessageContaining("cross-encoder");
    }

    @Test
    void theCardKnowsHowLongAPassageMayBe() {
        ModelManifest usual = manifest();

        assertThat(usual.card().maxTokens()).isEqualTo(128);
        assertThat(usual.withLongInputs(new LongInputs(5, 12)).card().maxTokens())
                .isEqualTo(128 + 4 * (64 - 12));
        assertThat(usual.withLongInputs(new LongInputs(5, 1000)).card().maxTokens())
                .isEqualTo(128 + 4 * 32);
    }

    private static LongInputs longInputs(String value) {
        String json = minimal().replace("\"maxTokens\":16", "\"maxTokens\":16,\"longInputs\":" + value);
        return ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)).longInputs();
    }

    private static DemonstrationBlend blend(String value) {
        String json = minimal().replace("\"maxTokens\":16", "\"maxTokens\":16,\"demonstrations\":" + value);
        return ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)).blend();
    }

    private static ModelManifest manifest() {
        return new ModelManifest(
                "e5-mistral",
                "3",
                Architecture.DECODER,
                Map.of(
                        Precision.FP32,
                                new ModelFile("a/model.onnx", SUM, 5)
                                        .withData(List.of(new ModelFile("a/model.onnx_data", SUM, 3L << 31))),
                        Precision.FP16, new ModelFile("h.onnx", SUM, 5),
                        Precision.BF16, new ModelFile("bh.onnx", SUM, 5),
                        Precision.INT8, new ModelFile("b.onnx", SUM, 6)),
                new ModelFile("tokenizer.json", SUM, 7),
                new ModelFile("p.bin", SUM, 8),
                16,
                48,
                128,
                PoolingMode.LAST_TOKEN,
                false,
                PaddingSide.LEFT,
                "</s>",
                Map.of(
                        Role.QUERY,
                        PromptTemplate.around("Query: ", "\nAnswer:"),
                        Role.PASSAGE,
                        PromptTemplate.prefix("passage: ")),
                "pt",
                Map.of("parent", "x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\":\"m\" | \"name\":\"../m\" | name",
                "\"name\":\"m\", | '' | name",
                "\"dimension\":4 | \"dimension\":0 | dimension",
                "\"dimension\":4 | \"dimension\":\"four\" | dimension",
                "\"maxTokens\":16 | \"maxTokens\":1 | maxTokens",
                "\"architecture\":\"encoder\" | \"architecture\":\"cnn\" | architecture",
                "\"pooling\":\"cls\" | \"pooling\":\"max\" | pooling",
                "\"padding\":\"left\" | \"padding\":\"top\" | padding",
                "\"normalize\":true | \"normalize\":\"yes\" | normalize",
                "\"fp32\" | \"fp64\" | graphs",
                "model.onnx | ../model.onnx | graphs.fp32.path",
                "weights | ../weights | graphs.fp32.data[0].path",
                "\"bytes\":2 | \"bytes\":-2 | graphs.fp32.data[0].bytes",
                "{query}? | ? | prompt text",
                "{query}? | {query} {query} | prompt text",
                "{query}? | {query} {passage} | prompt text",
                "0123456789abcdef | x | graphs.fp32.sha256",
                "\"version\":\"1\" | \"version\":7 | version",
                "\"maxTokens\":16 | \"maxTokens\":16,\"longInputs\":\"all\" | longInputs",
                "\"maxTokens\":16 | \"maxTokens\":16,\"longInputs\":{\"windows\":0} | longInputs.windows",
                "\"maxTokens\":16 | \"maxTokens\":16,\"longInputs\":{\"windows\":2,\"overlap\":-1} | longInputs.overlap",
                "\"maxTokens\":16 | \"maxTokens\":16,\"output\":7 | output",
                "\"maxTokens\":16 | \"maxTokens\":16,\"querySide\":\"other\" | querySide",
                "\"maxTokens\":16 | \"maxTokens\":16,\"querySide\":{} | querySide.space",
                "\"maxTokens\":16 | \"maxTokens\":16,\"querySide\":{\"space\":\" \"} | querySide.space",
                "\"maxTokens\":16 | \"maxTokens\":16,\"querySide\":{\"space\":\"a\",\"map\":{}} | querySide.map.path",
                "\"maxTokens\":16 | \"maxTokens\":16,\"truncations\":2 | truncations",
                "\"maxTokens\":16 | \"maxTokens\":16,\"truncations\":[2.5] | truncations",
                "\"maxTokens\":16 | \"maxTokens\":16,\"truncations\":[4] | truncations",
                "\"maxTokens\":16 | \"maxTokens\":16,\"demonstrations\":true | demonstrations",
                "\"maxTokens\":16 | \"maxTokens\":16,\"demonstrations\":{\"temperature\":1} | demonstrations.share",
                "\"maxTokens\":16 | \"maxTokens\":16,\"demonstrations\":{\"share\":\"all\"} | demonstrations.share",
                "\"maxTokens\":16 | \"maxTokens\":16,\"demonstrations\":{\"share\":1} | demonstrations.temperature",
                "\"maxTokens\":16 | \"maxTokens\":16,\"truncations\":[0] | truncations",
                "\"maxTokens\":16 | \"maxTokens\":16,\"truncations\":[2, 3, 2] | truncations",
            })
    void aWrongFieldIsNamed(String right, String wrong, String field) {
        String json = minimal();
        assertThat(json).contains(right);
        String broken = json.replaceFirst(java.util.regex.Pattern.quote(right), wrong);

        assertThatThrownBy(() -> ManifestJson.read(broken.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(VizslaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL);
                    assertThat(e.field()).contains(field);
                });
    }

    @Test
    void theMinimalManifestIsRead() {
        assertThat(ManifestJson.read(minimal().getBytes(StandardCharsets.UTF_8)).dimension())
                .isEqualTo(4);
    }

    @Test
    void weightsBesideTheGraphDoNotMoveTheSpace() {
        ModelManifest beside = ManifestJson.read(minimal().getBytes(StandardCharsets.UTF_8));
        String inside = minimal().replaceFirst(",\\s*\"data\":\\[.*?]", "");
        assertThat(inside).doesNotContain("data");

        ModelManifest whole = ManifestJson.read(inside.getBytes(StandardCharsets.UTF_8));

        assertThat(whole.space()).isEqualTo(beside.space());
        assertThat(whole.graph(Precision.FP32).data()).isEmpty();
        assertThat(beside.files())
                .extracting(ModelFile::path)
                .containsExactly("model.onnx", "weights", "tokenizer.json");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        for (String json : new String[] {"", "{", "[]", "7"}) {
            assertThatThrownBy(() -> ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(VizslaException.class)
                    .hasMessageContaining("model.json");
        }
    }

    private static String minimal() {
        return """
                {"name":"m","version":"1","architecture":"encoder","dimension":4,"maxTokens":16,"pooling":"cls",\
                "padding":"left","normalize":true,
                "graphs":{"fp32":{"path":"model.onnx","sha256":"%s","bytes":1,\
                "data":[{"path":"weights","sha256":"%s","bytes":2}]}},
                "prompts":{"query":{"template":"mine","text":"{query}?"}},
                "tokenizer":{"path":"tokenizer.json","sha256":"%s","bytes":1}}""".formatted(SUM, SUM, SUM);
    }
}
