package io.vizsla.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every merged graph runs beside the one it was made of, in single precision and in 8 bits. */
class ProductMergeTest {

    private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

    private long seed;
    private Random random;

    @BeforeEach
    void seed() {
        seed = System.nanoTime();
        random = new Random(seed);
        System.out.println("ProductMergeTest seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 13, 17, 18})
    void productsWithBiasBecomeOne(int opset) throws Exception {
        ModelProto model = graph(opset)
                .biasedProduct("q", 24)
                .biasedProduct("k", 24)
                .biasedProduct("v", 24)
                .build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(operators(merged)).containsExactly("Relu", "MatMul", "Add", "Split", "Tanh", "Tanh", "Tanh");
        assertComputesTheSame(model, merged);
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 13, 17})
    void productsWithoutBiasBecomeOne(int opset) throws Exception {
        ModelProto model = graph(opset).product("q", 24).product("k", 24).build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(operators(merged)).containsExactly("Relu", "MatMul", "Split", "Tanh", "Tanh");
        assertComputesTheSame(model, merged);
    }

    /** As where several queries share a key and a value. */
    @ParameterizedTest
    @ValueSource(ints = {11, 13, 17})
    void theWidthsMayDiffer(int opset) throws Exception {
        ModelProto model = graph(opset)
                .biasedProduct("q", 40)
                .biasedProduct("k", 5)
                .biasedProduct("v", 1)
                .build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(operators(merged)).containsOnlyOnce("MatMul", "Split");
        assertComputesTheSame(model, merged);
    }

    @Test
    void noConstantIsKeptThatNobodyUses() {
        ModelProto model =
                graph(17).biasedProduct("q", 24).biasedProduct("k", 8).build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(merged.getGraph().getInitializerList())
                .extracting(TensorProto::getName)
                .containsExactlyInAnyOrder("q/merged/weights", "q/merged/bias", "q/merged/sum/widths");
    }

    @Test
    void aProductWithBiasIsNotMergedWithOneWithout() {
        ModelProto model = graph(17).biasedProduct("q", 24).product("k", 24).build();

        assertThat(ProductMerge.merge(model)).isSameAs(model);
    }

    @Test
    void aProductThatIsAnOutputItselfKeepsItsName() throws Exception {
        ModelProto model =
                graph(17).product("q", 24).product("k", 24).output("q").build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(operators(merged)).containsOnlyOnce("MatMul", "Split");
        assertComputesTheSame(model, merged);
    }

    /** The value before the bias is wanted too, so it must still be computed. */
    @Test
    void aProductWantedWithoutItsBiasStaysAlone() throws Exception {
        ModelProto model = graph(17)
                .biasedProduct("q", 24)
                .biasedProduct("k", 24)
                .biasedProduct("v", 24)
                .output("k/raw")
                .build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(node(merged, "k/raw").getOpType()).isEqualTo("MatMul");
        assertThat(node(merged, "v").getOutputList()).containsExactly("q", "v");
        assertComputesTheSame(model, merged);
    }

    @Test
    void twoProductsMayShareTheirWeights() throws Exception {
        SharedInputGraph graph = graph(17).weights("W", 24).bias("b", 24).bias("c", 24);
        ModelProto model =
                graph.biasedProduct("q", "W", "b").biasedProduct("k", "W", "c").build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(operators(merged)).containsOnlyOnce("MatMul", "Split");
        assertComputesTheSame(model, merged);
    }

    @Test
    void weightsThatAnotherProductUsesStay() throws Exception {
        SharedInputGraph graph = graph(17).product("q", 24).product("k", 24);
        graph.graph.addNode(TinyGraph.node("MatMul", List.of("x", "Wq"), "other"));
        ModelProto model = graph.used("other").build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(merged.getGraph().getInitializerList())
                .extracting(TensorProto::getName)
                .contains("Wq")
                .doesNotContain("Wk");
        assertComputesTheSame(model, merged);
    }

    /** Some models use one layer's weights in all layers; merged they must not take more room than before. */
    @Test
    void layersThatShareTheirWeightsShareTheMergedOnes() throws Exception {
        SharedInputGraph graph = graph(17).product("q", 24).product("k", 24);
        graph.graph.addNode(TinyGraph.node("MatMul", List.of("q/out", "Wq"), "q2"));
        graph.graph.addNode(TinyGraph.node("MatMul", List.of("q/out", "Wk"), "k2"));
        ModelProto model = graph.used("q2").used("k2").build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(merged.getGraph().getInitializerList())
                .filteredOn(Matrix::is)
                .extracting(TensorProto::getName)
                .containsExactly("q/merged/weights");
        assertComputesTheSame(model, merged);
    }

    @Test
    void weightsThatTheCallerMayGiveAreLeftAlone() {
        SharedInputGraph graph = graph(17).product("q", 24).product("k", 24);
        graph.graph.addInput(TinyGraph.value("Wk", FLOAT, "h", "k"));
        ModelProto model = graph.build();

        assertThat(ProductMerge.merge(model)).isSameAs(model);
    }

    @Test
    void aBiasThatTheCallerMayGiveIsAddedApart() throws Exception {
        SharedInputGraph graph =
                graph(17).biasedProduct("q", 24).biasedProduct("k", 24).product("v", 24);
        graph.graph.addInput(TinyGraph.value("bk", FLOAT, "k"));
        ModelProto model = graph.build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(node(merged, "v").getOutputList()).containsExactly("k/raw", "v");
        assertThat(node(merged, "q").getOpType()).isEqualTo("Add");
        assertComputesTheSame(model, merged);
    }

    /** A bias of one element is stretched over the columns, so it cannot stand beside others. */
    @Test
    void aBiasOfAnotherWidthIsAddedApart() throws Exception {
        SharedInputGraph graph = graph(17).weights("Wq", 24).weights("Wk", 24).bias("b", 1);
        ModelProto model = graph.biasedProduct("q", "Wq", "b")
                .biasedProduct("k", "Wk", "b")
                .build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(operators(merged)).containsExactly("Relu", "MatMul", "Split", "Add", "Tanh", "Add", "Tanh");
        assertComputesTheSame(model, merged);
    }

    @Test
    void productsOfDifferentInputsStay() {
        SharedInputGraph graph = graph(17).product("q", 24).weights("Wk", 24);
        graph.graph.addNode(TinyGraph.node("MatMul", List.of("x", "Wk"), "k"));
        ModelProto model = graph.used("k").build();

        assertThat(ProductMerge.merge(model)).isSameAs(model);
    }

    @Test
    void aProductThatNobodyWantsIsNotComputedWithTheOthers() {
        ModelProto model = graph(17)
                .product("q", 24)
                .weights("Wk", 24)
                .rawProduct("k", "Wk")
                .build();

        assertThat(ProductMerge.merge(model)).isSameAs(model);
    }

    /** What a branch reads of the graph around it has no edge to show for it. */
    @Test
    void whatABranchReadsIsStillThere() throws Exception {
        SharedInputGraph graph =
                graph(17).biasedProduct("q", 24).biasedProduct("k", 24).biasedProduct("v", 24);
        graph.graph
                .addInitializer(TensorProto.newBuilder()
                        .setName("yes")
                        .setDataType(TensorProto.DataType.BOOL_VALUE)
                        .addInt32Data(1))
                .addNode(TinyGraph.node(
                        "If",
                        List.of("yes"),
                        "chosen",
                        branch("then_branch", TinyGraph.node("Add", List.of("k/raw", "v"), "then")),
                        branch("else_branch", TinyGraph.node("MatMul", List.of("x", "Wq"), "else"))));
        ModelProto model = graph.output("chosen").build();

        ModelProto merged = ProductMerge.merge(model);

        assertThat(node(merged, "v").getOutputList()).containsExactly("q", "v");
        assertThat(node(merged, "k/raw").getOpType()).isEqualTo("MatMul");
        assertAlike(model, merged);
    }

    private static AttributeProto branch(String name, NodeProto node) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(GraphProto.newBuilder()
                        .setName(name)
                        .addNode(node)
                        .addOutput(TinyGraph.value(node.getOutput(0), FLOAT, "batch", "tokens", "h")))
                .build();
    }

    private SharedInputGraph graph(int opset) {
        return new SharedInputGraph(random, opset);
    }

    private static List<String> operators(ModelProto model) {
        return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    private static NodeProto node(ModelProto model, String output) {
        return model.getGraph().getNodeList().stream()
                .filter(node -> node.getOutputList().contains(output))
                .findFirst()
                .orElseThrow();
    }

    private void assertComputesTheSame(ModelProto model, ModelProto merged) throws Exception {
        assertAlike(model, merged);
        Map<String, float[][][]> expected = SharedInputGraph.run(DynamicQuantizer.quantize(model), seed);
        Map<String, float[][][]> actual = SharedInputGraph.run(DynamicQuantizer.quantize(merged), seed);
        assertThat(actual).containsOnlyKeys(expected.keySet());
        expected.forEach((output, values) -> assertThat(actual.get(output))
                .as("seed %d, 8 bits, %s", seed, output)
                .isDeepEqualTo(values));
    }

    private void assertAlike(ModelProto model, ModelProto merged) throws Exception {
        Map<String, float[][][]> expected = SharedInputGraph.run(model, seed);
        Map<String, float[][][]> actual = SharedInputGraph.run(merged, seed);
        assertThat(actual).containsOnlyKeys(expected.keySet());
        for (String output : expected.keySet()) {
            float[][][] values = expected.get(output);
            for (int text = 0; text < values.length; text++) {
                for (int token = 0; token < values[text].length; token++) {
                    assertThat(actual.get(output)[text][token])
                            .as("seed %d, %s, text %d, token %d", seed, output, text, token)
                            .containsExactly(values[text][token], within(1e-6f));
                }
            }
        }
    }
}
