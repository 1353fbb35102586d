package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.testkit.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds our vectors against those that an independent implementation made of the same graphs. */
class GoldenVectorsTest {

    private static final double AGREES = 0.9999;

    private record Case(String text, int tokens, float[] vector) {}

    @ParameterizedTest
    @ValueSource(strings = {TestModels.BGE, TestModels.MINILM})
    void everyTextAloneHasItsGoldenVector(String model) throws IOException {
        List<Case> cases = read(model);

        try (OnnxBiEncoder encoder = TestModels.open(model, PrecisionChoice.FP32, PrecisionChoice.FP32)) {
            for (Case expected : cases) {
                EncodedBatch batch = encoder.encode(List.of(EncodingInput.passage(expected.text())));

                check(expected, batch, 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestModels.BGE, TestModels.MINILM})
    void everyTextHasItsGoldenVectorInRandomCompany(String model) throws IOException {
        long seed = System.nanoTime();
        System.out.println("GoldenVectorsTest seed " + seed);
        Random random = new Random(seed);
        List<Case> cases = new ArrayList<>(read(model));

        EncoderOptions options = EncoderOptions.defaults()
                .withPrecision(PrecisionChoice.FP32, PrecisionChoice.FP32)
                .withBatchTokens(256 + random.nextInt(4096));
        try (OnnxBiEncoder encoder = TestModels.open(model, options, EncoderListener.NONE)) {
            for (int round = 0; round < 2; round++) {
                Collections.shuffle(cases, random);
                List<EncodingInput> inputs =
                        cases.stream().map(c -> EncodingInput.passage(c.text())).toList();

                EncodedBatch batch = encoder.encode(inputs);

                for (int i = 0; i < cases.size(); i++) {
                    check(cases.get(i), batch, i);
                }
            }
        }
    }

    private static void check(Case expected, EncodedBatch batch, int row) {
        assertThat(TestModels.cosine(batch.dense()[row], expected.vector()))
                .as("cosine of <%s>", expected.text())
                .isGreaterThanOrEqualTo(AGREES);
        assertThat(batch.tokenCounts()[row])
                .as("tokens of <%s>", expected.text())
                .isEqualTo(expected.tokens());
        assertThat(TestModels.cosine(batch.dense()[row], batch.dense()[row])).isNotNaN();
    }

    private static List<Case> read(String model) throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(SharedData.require("golden/" + model + ".json").toFile());
        List<Case> cases = new ArrayList<>();
        for (JsonNode one : golden.get("cases")) {
            float[] vector = new float[one.get("embedding").size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) one.get("embedding").get(i).asDouble();
            }
            cases.add(new Case(one.get("text").asText(), one.get("tokens").asInt(), vector));
        }
        assertThat(cases).isNotEmpty();
        return cases;
    }
}
