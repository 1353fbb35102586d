package io.vizsla.encoding;

import static io.vizsla.encoding.TinyGraph.BFLOAT16;
import static io.vizsla.encoding.TinyGraph.BOOL;
import static io.vizsla.encoding.TinyGraph.FLOAT;
import static io.vizsla.encoding.TinyGraph.FLOAT16;
import static io.vizsla.encoding.TinyGraph.INT32;
import static io.vizsla.encoding.TinyGraph.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs as decoders are exported: pasts, 16-bit numbers, inputs of several types, positions of their own. */
class DecoderGraphsTest {

    private static final String KEY = "past_key_values.0.key";
    private static final int[] ONE = {7};
    private static final int[] THREE = {5, 6, 7};

    @TempDir
    private Path folder;

    private TinyModel model;

    @BeforeEach
    void createModel() throws IOException {
        model = TinyModel.decoder(folder);
    }

    @ParameterizedTest
    @ValueSource(ints = {FLOAT, FLOAT16, BFLOAT16})
    void pastsAreEmpty(int type) throws IOException {
        pasts(INT64, type, "batch_size", 3, "past_sequence_length", 8);

        // Each state is the token's id plus the shape of the past: texts, heads, length, head size.
        assertThat(model.run(4, THREE, ONE).get(1).dense()).containsExactly(7 + 2, 7 + 3, 7, 7 + 8);
        assertThat(model.run(4, THREE).getFirst().dense()).containsExactly(7 + 1, 7 + 3, 7, 7 + 8);
    }

    @ParameterizedTest
    @CsvSource({"batch_size, past_sequence_length", "s0, s1", "'', ''"})
    void sizesThatVaryGoByTheirPlaces(String batch, String past) throws IOException {
        pasts(INT64, FLOAT, batch, 3, past, 8);

        assertThat(model.run(4, THREE, ONE).get(1).dense()).containsExactly(7 + 2, 7 + 3, 7, 7 + 8);
    }

    @Test
    void inputsMayBeSmallerNumbers() throws IOException {
        pasts(INT32, FLOAT, "batch_size", 3, "past_sequence_length", 8);

        assertThat(model.run(4, THREE).getFirst().dense()).containsExactly(8, 10, 7, 15);
    }

    @ParameterizedTest
    @CsvSource({
        "batch_size, heads, past_sequence_length, 8",
        "batch_size, 3, past_sequence_length, head_dim",
        "batch_size, 3, 5, 8",
        "batch_size x 3, 3, past_sequence_length, 8",
    })
    void aPastOfUnknownShapeIsNamed(String batch, String heads, String past, String size) throws IOException {
        pasts(INT64, FLOAT, number(batch), number(heads), number(past), number(size));

        assertInvalid(() -> model.open(4), KEY, "model.onnx", "[" + batch + ", " + heads + ", " + past + ", " + size);
    }

    @Test
    void graphsThatAskForACacheAreToldThatThereIsNone() throws IOException {
        new TinyGraph(INT64)
                .input("use_cache_branch", BOOL, 1)
                .input("cache_position", INT64, "tokens")
                .cast("use_cache_branch", "branch", FLOAT)
                .cast("cache_position", "place", FLOAT)
                .unsqueeze("place", "places", 1)
                .node("Add", "first", "column", "branch")
                .node("Add", "second", "column", "places")
                .concat("states", 2, "first", "second")
                .output("states", FLOAT, "batch", "tokens", 2)
                .write(model.graph());

        assertThat(model.run(2, THREE).getFirst().dense()).containsExactly(7, 7 + 2);
    }

    @Test
    void idsThatAreNoWholeNumbersAreRefused() throws IOException {
        new TinyGraph(FLOAT).output("column", FLOAT, "batch", "tokens", 1).write(model.graph());

        assertInvalid(() -> model.open(1), "input_ids", "FLOAT", "INT64 or INT32");
    }

    @ParameterizedTest
    @CsvSource({"10, FP16", "16, BF16"})
    void statesOfSixteenBitsAreWidened(int type, Precision precision) throws IOException {
        new TinyGraph(INT64)
                .cast("column", "states", type)
                .output("states", type, "batch", "tokens", 1)
                .write(model.graph());

        assertThat(model.with(precision).run(1, THREE).getFirst().dense()).containsExactly(7);
        try (OnnxBiEncoder encoder = model.with(precision).open(1)) {
            assertThat(encoder.precision(io.vizsla.api.encoding.Role.QUERY)).isEqualTo(precision);
        }
    }

    @Test
    void halfPrecisionIsComputed() throws IOException {
        sum(FLOAT16);

        assertThat(model.run(1, THREE).getFirst().dense()).containsExactly(14);
    }

    /** The runtime fails to join the steps of such norms, having put casts of its own between them. */
    @Test
    void normsOfHalfPrecisionAreComputed() throws IOException {
        new TinyGraph(INT64)
                .repeat("column", "wide", 4, 2)
                .cast("wide", "half", FLOAT16)
                .rmsNorm("half", "first", 1, 2, 3, 4)
                .rmsNorm("first", "second", 1, 1, 1, 1)
                .output("second", FLOAT16, "batch", "tokens", 4)
                .write(model.graph());

        float[] vector = model.run(4, THREE).getFirst().dense();

        for (int i = 0; i < 4; i++) {
            assertThat(vector[i]).isCloseTo((i + 1) / (float) Math.sqrt(7.5), within(2e-3f));
        }
    }

    @Test
    void aStepThatTheProcessorCannotComputeIsNamed() throws IOException {
        sum(BFLOAT16);

        assertInvalid(() -> model.with(Precision.BF16).open(1), "model.onnx", "no kernel on this processor", "Add");
    }

    @Test
    void whatLeavesTheRangeOfHalfPrecisionIsNoVector() throws IOException {
        new TinyGraph(INT64)
                .constant("large", new float[] {1e5f}, 1)
                .node("Mul", "product", "column", "large")
                .cast("product", "states", FLOAT16)
                .output("states", FLOAT16, "batch", "tokens", 1)
                .write(model.graph());

        try (OnnxBiEncoder encoder = model.open(1)) {
            assertInvalid(() -> encoder.encode(List.of(EncodingInput.query("a"))), "no numbers", "model.onnx");
        }
    }

    @ParameterizedTest
    @EnumSource(PaddingSide.class)
    void graphsThatCountForThemselvesSeeEachTextFromItsFirstPlace(PaddingSide side) throws IOException {
        counting().output("states", FLOAT, "batch", "tokens", 2).write(model.graph());

        List<Encoded> encoded = model.with(PoolingMode.LAST_TOKEN, side).run(2, ONE, THREE);

        assertThat(encoded.get(0).dense()).containsExactly(7, 1);
        assertThat(encoded.get(1).dense()).containsExactly(7, 3);
    }

    @Test
    void graphsThatPoolAndCountForThemselvesGetOneWidth() throws IOException {
        counting()
                .last("states", "sentence_embedding")
                .output("sentence_embedding", FLOAT, "batch", 2)
                .write(model.graph());

        List<Encoded> encoded = model.with(PoolingMode.GRAPH, PaddingSide.LEFT).run(2, ONE, THREE, ONE);

        assertThat(encoded.get(0).dense()).containsExactly(7, 1);
        assertThat(encoded.get(1).dense()).containsExactly(7, 3);
        assertThat(encoded.get(2).dense()).containsExactly(7, 1);
    }

    @Test
    void graphsThatPoolAndAreToldThePlacesArePaddedTogether() throws IOException {
        new TinyGraph(INT64)
                .input("attention_mask", INT64, "batch", "tokens")
                .input("position_ids", INT64, "batch", "tokens")
                .cast("position_ids", "positions", FLOAT)
                .unsqueeze("positions", "places", 2)
                .concat("states", 2, "column", "places")
                .last("states", "sentence_embedding")
                .output("sentence_embedding", FLOAT, "batch", 2)
                .write(model.graph());

        List<Encoded> encoded = model.with(PoolingMode.GRAPH, PaddingSide.LEFT).run(2, ONE, THREE);

        assertThat(encoded.get(0).dense()).containsExactly(7, 0);
        assertThat(encoded.get(1).dense()).containsExactly(7, 2);
    }

    /** States of two values: the id and the column in which the graph finds the token. */
    private static TinyGraph counting() {
        return new TinyGraph(INT64)
                .input("attention_mask", INT64, "batch", "tokens")
                .places("ids", "place")
                .unsqueeze("place", "places", 2)
                .concat("states", 2, "column", "places");
    }

    private void sum(int type) throws IOException {
        new TinyGraph(INT64)
                .cast("column", "half", type)
                .node("Add", "states", "half", "half")
                .output("states", type, "batch", "tokens", 1)
                .write(model.graph());
    }

    private void pasts(int idType, int type, Object... shape) throws IOException {
        new TinyGraph(idType)
                .input(KEY, type, shape)
                .node("Shape", "past", KEY)
                .cast("past", "sizes", FLOAT)
                .node("Add", "states", "column", "sizes")
                .output("states", FLOAT, "batch", "tokens", 4)
                .write(model.graph());
    }

    private static Object number(String size) {
        return size.matches("\\d+") ? (Object) Integer.valueOf(size) : size;
    }

    private static void assertInvalid(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL);
            assertThat(e.detail()).contains(parts);
        });
    }
}
