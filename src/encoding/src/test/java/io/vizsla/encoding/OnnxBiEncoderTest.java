package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.models.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxBiEncoderTest {

    private static OnnxBiEncoder encoder;
    private static final AtomicInteger batches = new AtomicInteger();
    private static final AtomicInteger hits = new AtomicInteger();
    private static final Map<Role, Integer> texts = new ConcurrentHashMap<>();

    @BeforeAll
    static void open() {
        EncoderListener listener = new EncoderListener() {
            @Override
            public void batch(Role role, int size, int tokens, int paddedTokens, long nanos) {
                batches.incrementAndGet();
                texts.merge(role, size, Integer::sum);
                assertThat(tokens).isLessThanOrEqualTo(paddedTokens);
            }

            @Override
            public void cache(boolean hit) {
                hits.addAndGet(hit ? 1 : 0);
            }
        };
        EncoderOptions options = EncoderOptions.defaults().withPrecision(PrecisionChoice.FP32, PrecisionChoice.INT8);
        encoder = TestModels.open(TestModels.BGE, options, listener);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void anEmptyListGivesAnEmptyBatch() {
        EncodedBatch batch = encoder.encode(List.of());

        assertThat(batch.dense()).isEmpty();
        assertThat(batch.tokens()).isEmpty();
    }

    @Test
    void badTextsGiveUnitVectorsAndHarmNoNeighbour() {
        List<EncodingInput> inputs = new ArrayList<>();
        BadTexts.all().forEach(text -> inputs.add(EncodingInput.passage(text)));
        BadTexts.all().forEach(text -> inputs.add(EncodingInput.query(text)));
        inputs.add(EncodingInput.passage("a good neighbour"));

        EncodedBatch batch = encoder.encode(inputs);

        for (float[] vector : batch.dense()) {
            assertThat(length(vector)).isBetween(0.999, 1.001);
        }
        float[] alone = encoder.encode(List.of(EncodingInput.passage("a good neighbour")))
                .dense()[0];
        assertThat(TestModels.cosine(alone, batch.dense()[inputs.size() - 1])).isGreaterThan(0.9999);
    }

    @Test
    void companyMovesNoPassageInEightBits() {
        List<EncodingInput> inputs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            inputs.add(EncodingInput.passage("passage " + "of many words ".repeat(i) + i));
        }
        inputs.add(EncodingInput.passage(""));
        try (OnnxBiEncoder eightBits = TestModels.open(
                TestModels.BGE,
                EncoderOptions.defaults().withPrecision(PrecisionChoice.INT8, PrecisionChoice.INT8),
                EncoderListener.NONE)) {
            float[][] together = eightBits.encode(inputs).dense();

            for (int i = 0; i < together.length; i++) {
                assertThat(eightBits.encode(List.of(inputs.get(i))).dense()[0])
                        .as(inputs.get(i).text())
                        .isEqualTo(together[i]);
            }
        }
    }

    @Test
    void tenMegabytesAreCutToTheModelsWindow() {
        EncodedBatch batch = encoder.encode(List.of(EncodingInput.passage(BadTexts.tenMegabytes())));

        assertThat(batch.tokenCounts()).containsExactly(512);
        assertThat(batch.tokens().getFirst().count()).isEqualTo(510);
    }

    @Test
    void tokenVectorsLeaveOutThePromptAndTheSpecialTokens() {
        EncodedBatch batch =
                encoder.encode(List.of(EncodingInput.query("boundary layer"), EncodingInput.passage("boundary layer")));

        assertThat(batch.tokens()).allSatisfy(tokens -> {
            assertThat(tokens.count()).isEqualTo(2);
            assertThat(tokens.dimension()).isEqualTo(256);
        });
        assertThat(batch.tokenCounts()[0]).isGreaterThan(batch.tokenCounts()[1]);
        assertThat(encoder.prompted(EncodingInput.query("x")).text())
                .startsWith("Represent this sentence")
                .endsWith(": x");
    }

    /** In full precision: with 8 bits a query's company moves its vector a little, since the batch shares a scale. */
    @Test
    void concurrentCallersGetTheirOwnVectors() throws Exception {
        List<String> queries = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            queries.add("question number " + i + " about topic " + (i * 7919));
        }
        List<float[]> alone = new ArrayList<>();
        try (OnnxBiEncoder uncached = TestModels.open(
                TestModels.BGE,
                EncoderOptions.defaults()
                        .withPrecision(PrecisionChoice.FP32, PrecisionChoice.FP32)
                        .withCacheBytes(0),
                EncoderListener.NONE)) {
            for (String query : queries) {
                alone.add(uncached.encode(List.of(EncodingInput.query(query))).dense()[0]);
            }
            try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
                List<Future<Double>> cosines = new ArrayList<>();
                for (int i = 0; i < 160; i++) {
                    int index = i % 16;
                    cosines.add(pool.submit(() -> TestModels.cosine(
                            uncached.encode(List.of(EncodingInput.query(queries.get(index))))
                                    .dense()[0],
                            alone.get(index))));
                }
                for (Future<Double> cosine : cosines) {
                    assertThat(cosine.get()).isGreaterThan(0.9999);
                }
            }
        }
    }

    @Test
    void equalQueriesAreAnsweredFromTheCacheWithCopies() {
        EncodingInput query = EncodingInput.query("asked twice");
        float[] first = encoder.encode(List.of(query)).dense()[0];
        float[] kept = first.clone();
        int before = hits.get();
        java.util.Arrays.fill(first, 7);

        EncodedBatch again = encoder.encode(List.of(query));

        assertThat(hits.get()).isEqualTo(before + 1);
        assertThat(again.dense()[0]).isEqualTo(kept);
        assertThat(again.tokens()).hasSize(1);
    }

    @Test
    void equalTextsUnderOtherInstructionsAreNotAnsweredFromTheCache() {
        int before = hits.get();
        EncodingInput plain = EncodingInput.query("asked in many ways");
        List<Demonstration> shown = List.of(new Demonstration("a question", "its answer"));
        List<EncodingInput> ways = List.of(
                plain,
                new EncodingInput(plain.text(), Role.QUERY, new Instruction("find papers"), List.of()),
                new EncodingInput(plain.text(), Role.QUERY, new Instruction("find people"), List.of()),
                new EncodingInput(plain.text(), Role.QUERY, Instruction.NONE, shown));

        ways.forEach(way -> encoder.encode(List.of(way)));
        assertThat(hits.get()).isEqualTo(before);
        ways.forEach(way -> encoder.encode(List.of(way)));
        assertThat(hits.get()).isEqualTo(before + ways.size());
    }

    @Test
    void theListenerSeesEveryText() {
        int before = texts.getOrDefault(Role.PASSAGE, 0);

        encoder.encode(List.of(EncodingInput.passage("one"), EncodingInput.passage("two")));

        assertThat(texts.get(Role.PASSAGE)).isEqualTo(before + 2);
        assertThat(batches.get()).isPositive();
    }

    @Test
    void precisionsAreThoseThatWereAskedFor() {
        assertThat(encoder.precision(Role.QUERY)).isEqualTo(Precision.FP32);
        assertThat(encoder.precision(Role.PASSAGE)).isEqualTo(Precision.INT8);
        try (OnnxBiEncoder other = TestModels.open(TestModels.MINILM, PrecisionChoice.INT8, PrecisionChoice.INT8)) {
            assertThat(other.precision(Role.QUERY)).isEqualTo(Precision.INT8);
        }
    }

    @Test
    void theProbeChoosesOneGraphForBothRoles() {
        try (OnnxBiEncoder other = TestModels.open(TestModels.MINILM, PrecisionChoice.AUTO, PrecisionChoice.AUTO)) {
            assertThat(other.precision(Role.QUERY)).isEqualTo(other.precision(Role.PASSAGE));
            assertThat(other.encode(List.of(EncodingInput.passage("text"))).dense())
                    .hasNumberOfRows(1);
        }
    }

    @Test
    void int8PassagesStayCloseToFullPrecision() {
        List<EncodingInput> passages = List.of(
                EncodingInput.passage("Microstructural development of human newborn cerebral white matter."),
                EncodingInput.passage("Induction of myelodysplasia by myeloid-derived suppressor cells."));
        try (Encoder full = TestModels.open(TestModels.BGE, PrecisionChoice.FP32, PrecisionChoice.FP32)) {
            float[][] exact = full.encode(passages).dense();
            float[][] small = encoder.encode(passages).dense();
            for (int i = 0; i < exact.length; i++) {
                assertThat(TestModels.cosine(exact[i], small[i])).isGreaterThan(0.97);
            }
        }
    }

    @Test
    void aWrongDimensionNamesWhatTheGraphHas() {
        ModelFolder folder = TestModels.folder(TestModels.MINILM);
        ModelManifest wrong = withDimension(folder.manifest(), 768);

        assertThatThrownBy(() -> OnnxBiEncoder.open(folder.path(), wrong, EncoderOptions.defaults()))
                .isInstanceOfSatisfying(VizslaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL);
                    assertThat(e.field()).contains("dimension");
                    assertThat(e.detail()).contains("768", "384", "last_hidden_state");
                });
    }

    @Test
    void aFileThatIsNoGraphIsNamed(@TempDir Path broken) throws IOException {
        ModelFolder folder = TestModels.folder(TestModels.MINILM);
        Files.copy(folder.path().resolve("tokenizer.json"), broken.resolve("tokenizer.json"));
        Files.writeString(broken.resolve("model.onnx"), "not a graph");
        Files.writeString(broken.resolve("model-int8.onnx"), "", java.nio.charset.StandardCharsets.UTF_8);

        assertThatThrownBy(() -> OnnxBiEncoder.open(broken, folder.manifest(), EncoderOptions.defaults()))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("model.onnx");
    }

    @Test
    void aWrongTokenProjectionIsNamed(@TempDir Path broken) throws IOException {
        ModelFolder folder = TestModels.folder(TestModels.MINILM);
        for (String file : List.of("tokenizer.json", "model.onnx", "model-int8.onnx")) {
            Files.copy(folder.path().resolve(file), broken.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        new TokenProjection(2, 2, new float[4]).write(broken.resolve("token-projection.bin"));

        assertThatThrownBy(() -> OnnxBiEncoder.open(broken, folder.manifest(), EncoderOptions.defaults()))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("tokenProjection = 2 x 2")
                .hasMessageContaining("384 x 256");
    }

    @Test
    void aClosedEncoderSaysSo() {
        OnnxBiEncoder closed = TestModels.open(TestModels.MINILM, PrecisionChoice.INT8, PrecisionChoice.INT8);
        closed.close();
        closed.close();

        assertThatThrownBy(() -> closed.encode(List.of(EncodingInput.passage("late"))))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_READY));
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float v : vector) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }

    private static ModelManifest withDimension(ModelManifest m, int dimension) {
        return new ModelManifest(
                m.name(),
                m.version(),
                m.architecture(),
                m.graphs(),
                m.tokenizer(),
                m.tokenProjection(),
                m.tokenDimension(),
                dimension,
                m.maxTokens(),
                m.pooling(),
                m.normalize(),
                m.padding(),
                m.appendEos(),
                m.prompts(),
                m.language(),
                m.provenance());
    }
}
