package io.vizsla.models.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the products of a graph that could be one. */
final class Products {

    private final GraphProto graph;
    private final GraphView view;
    private final Uses uses;
    private final Map<String, TensorProto> constants = new HashMap<>();

    private Products(GraphProto graph) {
        this.graph = graph;
        this.view = new GraphView(graph);
        this.uses = new Uses(graph);
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        // An initializer that is an input as well may be given by the caller, so it is no constant.
        graph.getInputList().stream().map(ValueInfoProto::getName).forEach(constants::remove);
    }

    /** Returns the products of each kind that there are at least two of, in the order of the graph. */
    static List<List<Product>> alike(GraphProto graph) {
        return new Products(graph).alike();
    }

    private List<List<Product>> alike() {
        return graph.getNodeList().stream()
                .flatMap(node -> product(node).stream())
                .filter(product -> uses.of(product.result()) > 0)
                .collect(Collectors.groupingBy(Product::kind, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(products -> products.size() > 1)
                .toList();
    }

    private Optional<Product> product(NodeProto node) {
        if (!Opset.is(node, "MatMul")) {
            return Optional.empty();
        }
        return constant(node.getInput(1)).filter(Matrix::is).map(weights -> product(node, weights));
    }

    private Product product(NodeProto node, TensorProto weights) {
        return sum(node.getOutput(0))
                .flatMap(sum -> bias(sum, node.getOutput(0), weights.getDims(1))
                        .map(bias -> new Product(node, weights, sum, bias)))
                .orElseGet(() -> new Product(node, weights, null, null));
    }

    /** Returns the sum that a value goes into, if it goes nowhere else. */
    private Optional<NodeProto> sum(String value) {
        return uses.of(value) == 1 ? view.user(value, "Add").filter(node -> Opset.is(node, "Add")) : Optional.empty();
    }

    private Optional<TensorProto> bias(NodeProto sum, String product, long width) {
        String other = sum.getInput(sum.getInput(0).equals(product) ? 1 : 0);
        return constant(other).filter(Matrix::isRow).filter(bias -> bias.getDims(0) == width);
    }

    private Optional<TensorProto> constant(String name) {
        return Optional.ofNullable(constants.get(name));
    }
}
