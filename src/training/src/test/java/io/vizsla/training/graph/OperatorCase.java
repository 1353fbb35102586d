package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A graph of one step, whose inputs are weights and constants: to be computed, and trained through, alone. */
final class OperatorCase {

    private final String operator;
    private final SplittableRandom random;
    private final List<TensorProto> inputs = new ArrayList<>();
    private final List<AttributeProto> attributes = new ArrayList<>();
    private int outputType = DataType.FLOAT_VALUE;
    private int outputs = 1;
    private long opset = 17;
    private boolean isTrained = true;

    OperatorCase(String operator, SplittableRandom random) {
        this.operator = operator;
        this.random = random;
    }

    /** Adds a weight with random numbers in a range. */
    OperatorCase between(double least, double most, long... shape) {
        TensorProto.Builder tensor = tensor(DataType.FLOAT_VALUE, shape);
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < count; i++) {
            tensor.addFloatData((float) (least + random.nextDouble() * (most - least)));
        }
        inputs.add(tensor.build());
        return this;
    }

    OperatorCase weight(long... shape) {
        return between(-1, 1, shape);
    }

    OperatorCase number(float value) {
        inputs.add(tensor(DataType.FLOAT_VALUE).addFloatData(value).build());
        return this;
    }

    OperatorCase wholes(long... values) {
        return wholes(new long[] {values.length}, values);
    }

    OperatorCase wholes(long[] shape, long[] values) {
        TensorProto.Builder tensor = tensor(DataType.INT64_VALUE, shape);
        Arrays.stream(values).forEach(tensor::addInt64Data);
        inputs.add(tensor.build());
        return this;
    }

    OperatorCase truths(int... values) {
        TensorProto.Builder tensor = tensor(DataType.BOOL_VALUE, values.length);
        Arrays.stream(values).forEach(tensor::addInt32Data);
        inputs.add(tensor.build());
        return this;
    }

    OperatorCase with(String attribute, long value) {
        attributes.add(Attributes.number(attribute, value));
        return this;
    }

    OperatorCase with(String attribute, double value) {
        attributes.add(Attributes.real(attribute, value));
        return this;
    }

    OperatorCase with(String attribute, long[] values) {
        AttributeProto.Builder list =
                AttributeProto.newBuilder().setName(attribute).setType(AttributeType.INTS);
        Arrays.stream(values).forEach(list::addInts);
        attributes.add(list.build());
        return this;
    }

    OperatorCase opset(long version) {
        opset = version;
        return this;
    }

    OperatorCase outputs(int count) {
        outputs = count;
        return this;
    }

    /** The result is whole numbers or truth values, which have no gradient. */
    OperatorCase gives(int type) {
        outputType = type;
        isTrained = false;
        return this;
    }

    String operator() {
        return operator;
    }

    boolean isTrained() {
        return isTrained && inputs.stream().anyMatch(tensor -> tensor.getDataType() == DataType.FLOAT_VALUE);
    }

    private TensorProto.Builder tensor(int type, long... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName("in" + inputs.size()).setDataType(type);
        Arrays.stream(shape).forEach(tensor::addDims);
        return tensor;
    }

    /** Writes the graph. Truth values and whole numbers come out as floating ones, so that all can be compared. */
    Path write(Path folder) throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().setName(operator);
        NodeProto.Builder node =
                NodeProto.newBuilder().setName("step").setOpType(operator).addAllAttribute(attributes);
        inputs.forEach(tensor -> {
            graph.addInitializer(tensor);
            node.addInput(tensor.getName());
        });
        for (int i = 0; i < outputs; i++) {
            node.addOutput("raw" + i);
        }
        graph.addNode(node);
        for (int i = 0; i < outputs; i++) {
            boolean isFloating = outputType == DataType.FLOAT_VALUE;
            if (!isFloating) {
                graph.addNode(NodeProto.newBuilder()
                        .setName("cast" + i)
                        .setOpType("Cast")
                        .addInput("raw" + i)
                        .addOutput("out" + i)
                        .addAttribute(Attributes.number("to", DataType.FLOAT_VALUE)));
            }
            graph.addOutput(ValueInfoProto.newBuilder()
                    .setName((isFloating ? "raw" : "out") + i)
                    .setType(TypeProto.newBuilder()
                            .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE))));
        }
        Path file = folder.resolve(operator + ".onnx");
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelProto.newBuilder()
                    .setIrVersion(8)
                    .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                    .setGraph(graph)
                    .build()
                    .writeTo(out);
        }
        return file;
    }
}
