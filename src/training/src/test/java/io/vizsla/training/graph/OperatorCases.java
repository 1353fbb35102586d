package io.vizsla.training.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** One step or more for each operator, with the settings that exporters use. */
final class OperatorCases {

    private static final int WHOLE = DataType.INT64_VALUE;
    private static final int TRUTH = DataType.BOOL_VALUE;

    private OperatorCases() {}

    static List<OperatorCase> all(SplittableRandom random) {
        return Stream.of(
                        each(random),
                        pairs(random),
                        truths(random),
                        sums(random),
                        shapes(random),
                        picks(random),
                        layers(random))
                .flatMap(List::stream)
                .toList();
    }

    private static List<OperatorCase> each(SplittableRandom random) {
        Stream<OperatorCase> anywhere = Stream.of(
                        "Neg", "Exp", "Erf", "Tanh", "Sigmoid", "Cos", "Sin", "Softplus", "Identity", "Dropout")
                .map(operator -> new OperatorCase(operator, random).weight(2, 3));
        Stream<OperatorCase> positive = Stream.of("Sqrt", "Log", "Reciprocal", "Abs", "Relu")
                .map(operator -> new OperatorCase(operator, random).between(0.5, 2, 2, 3));
        return Stream.of(
                        anywhere,
                        positive,
                        Stream.of(
                                new OperatorCase("Relu", random).between(-2, -0.5, 4),
                                new OperatorCase("Gelu", random).opset(20).weight(2, 3),
                                new OperatorCase("IsNaN", random).weight(3).gives(TRUTH),
                                new OperatorCase("Cast", random)
                                        .with("to", DataType.FLOAT_VALUE)
                                        .weight(3),
                                new OperatorCase("Cast", random)
                                        .with("to", WHOLE)
                                        .between(2, 9, 3)
                                        .gives(WHOLE)))
                .flatMap(cases -> cases)
                .toList();
    }

    private static List<OperatorCase> pairs(SplittableRandom random) {
        return List.of(
                new OperatorCase("Add", random).weight(2, 3).weight(3),
                new OperatorCase("Add", random).wholes(1, 2).wholes(3, 4).gives(WHOLE),
                new OperatorCase("Sub", random).weight(2, 1).weight(1, 3),
                new OperatorCase("Sub", random)
                        .wholes(new long[0], new long[] {5})
                        .wholes(3, 4)
                        .gives(WHOLE),
                new OperatorCase("Mul", random).weight(2, 3).number(1.5f),
                new OperatorCase("Mul", random).wholes(1, 2).wholes(3, 4).gives(WHOLE),
                new OperatorCase("Div", random).weight(2, 3).between(1, 2, 3),
                new OperatorCase("Div", random).wholes(-7, 7).wholes(2, 2).gives(WHOLE),
                new OperatorCase("Div", random)
                        .wholes(new long[] {1, 2}, new long[] {-7, 7})
                        .wholes(2, 2)
                        .gives(WHOLE),
                new OperatorCase("Mod", random).wholes(7, 8).wholes(3, 3).gives(WHOLE),
                new OperatorCase("Pow", random).between(0.5, 2, 3).number(2),
                new OperatorCase("Pow", random).between(0.5, 2, 3).between(1, 2, 3),
                new OperatorCase("Min", random).between(0, 1, 3).between(2, 3, 3),
                new OperatorCase("Max", random)
                        .between(0, 1, 3)
                        .between(2, 3, 3)
                        .between(4, 5, 3),
                new OperatorCase("Where", random).truths(1, 0, 1).weight(3).weight(3));
    }

    private static List<OperatorCase> truths(SplittableRandom random) {
        return List.of(
                new OperatorCase("And", random).truths(1, 0, 1).truths(1, 1, 0).gives(TRUTH),
                new OperatorCase("Or", random).truths(1, 0, 0).truths(1, 1, 0).gives(TRUTH),
                new OperatorCase("Not", random).truths(1, 0).gives(TRUTH),
                new OperatorCase("Equal", random).wholes(1, 2).wholes(1, 3).gives(TRUTH),
                new OperatorCase("Greater", random).weight(4).weight(4).gives(TRUTH),
                new OperatorCase("GreaterOrEqual", random)
                        .wholes(1, 2, 3)
                        .wholes(2, 2, 2)
                        .gives(TRUTH),
                new OperatorCase("Less", random).weight(4).weight(4).gives(TRUTH),
                new OperatorCase("LessOrEqual", random)
                        .wholes(1, 2, 3)
                        .wholes(2, 2, 2)
                        .gives(TRUTH));
    }

    private static List<OperatorCase> sums(SplittableRandom random) {
        return List.of(
                new OperatorCase("ReduceMean", random)
                        .with("axes", new long[] {-1})
                        .weight(2, 3),
                new OperatorCase("ReduceMean", random).weight(2, 3),
                new OperatorCase("ReduceMean", random)
                        .opset(18)
                        .weight(2, 3)
                        .wholes(-1)
                        .with("keepdims", 0),
                new OperatorCase("ReduceSum", random).weight(2, 3, 2).wholes(0, 2),
                new OperatorCase("ReduceSum", random).weight(2, 3),
                new OperatorCase("ReduceMax", random)
                        .with("axes", new long[] {1})
                        .weight(2, 3),
                new OperatorCase("ReduceMin", random)
                        .with("axes", new long[] {0})
                        .weight(2, 3),
                new OperatorCase("ReduceL2", random)
                        .with("axes", new long[] {1})
                        .between(0.5, 1, 2, 3),
                new OperatorCase("ReduceProd", random)
                        .with("axes", new long[] {0, 1})
                        .between(0.5, 1, 2, 3),
                new OperatorCase("CumSum", random).weight(2, 3).wholes(new long[0], new long[] {1}),
                new OperatorCase("Softmax", random).weight(2, 3),
                new OperatorCase("Softmax", random).with("axis", 1).weight(2, 3, 2),
                new OperatorCase("LogSoftmax", random).weight(2, 3));
    }

    private static List<OperatorCase> shapes(SplittableRandom random) {
        return List.of(
                new OperatorCase("Shape", random).weight(2, 3).gives(WHOLE),
                new OperatorCase("Shape", random).with("start", 1).weight(2, 3).gives(WHOLE),
                new OperatorCase("Reshape", random).weight(2, 6).wholes(0, -1, 2),
                new OperatorCase("Flatten", random).with("axis", 1).weight(2, 3, 2),
                new OperatorCase("Transpose", random).weight(2, 3),
                new OperatorCase("Transpose", random)
                        .with("perm", new long[] {0, 2, 1})
                        .weight(2, 3, 4),
                new OperatorCase("Unsqueeze", random).weight(2, 3).wholes(0, -1),
                new OperatorCase("Unsqueeze", random)
                        .opset(11)
                        .with("axes", new long[] {1})
                        .weight(2, 3),
                new OperatorCase("Unsqueeze", random)
                        .wholes(new long[0], new long[] {7})
                        .wholes(0)
                        .gives(WHOLE),
                new OperatorCase("Squeeze", random).weight(2, 1, 3).wholes(1),
                new OperatorCase("Squeeze", random).weight(2, 1, 3, 1),
                new OperatorCase("Squeeze", random).wholes(7).wholes(0).gives(WHOLE),
                new OperatorCase("Expand", random).weight(3, 1).wholes(2, 1, 4),
                new OperatorCase("Tile", random).weight(2, 3).wholes(2, 1),
                new OperatorCase("Concat", random).with("axis", 1).weight(2, 3).weight(2, 1),
                new OperatorCase("Concat", random)
                        .with("axis", 0)
                        .wholes(1, 2)
                        .wholes(3)
                        .gives(WHOLE),
                new OperatorCase("Split", random)
                        .with("axis", 1)
                        .weight(2, 5)
                        .wholes(2, 3)
                        .outputs(2),
                new OperatorCase("Split", random).with("axis", 0).weight(4, 2).outputs(2));
    }

    private static List<OperatorCase> picks(SplittableRandom random) {
        return List.of(
                new OperatorCase("Gather", random).weight(5, 2).wholes(new long[] {2, 2}, new long[] {0, -1, 3, 3}),
                new OperatorCase("Gather", random).with("axis", 1).weight(2, 5).wholes(4, 0),
                new OperatorCase("Gather", random)
                        .with("axis", 1)
                        .weight(2, 5, 3)
                        .wholes(new long[0], new long[] {2}),
                new OperatorCase("Gather", random).wholes(7, 8, 9).wholes(-1, 0).gives(WHOLE),
                new OperatorCase("GatherElements", random)
                        .with("axis", 1)
                        .weight(2, 3)
                        .wholes(new long[] {2, 2}, new long[] {0, 2, -1, 1}),
                new OperatorCase("Slice", random)
                        .weight(4, 5)
                        .wholes(1, 0)
                        .wholes(9, -1)
                        .wholes(0, 1),
                new OperatorCase("Slice", random)
                        .weight(6)
                        .wholes(4)
                        .wholes(-7)
                        .wholes(0)
                        .wholes(-2),
                new OperatorCase("Slice", random)
                        .wholes(5, 6, 7, 8)
                        .wholes(1)
                        .wholes(9)
                        .wholes(0)
                        .wholes(2)
                        .gives(WHOLE),
                new OperatorCase("Trilu", random).weight(3, 3),
                new OperatorCase("Trilu", random).with("upper", 0).weight(3, 3).wholes(new long[0], new long[] {1}),
                new OperatorCase("Range", random)
                        .wholes(new long[0], new long[] {1})
                        .wholes(new long[0], new long[] {9})
                        .wholes(new long[0], new long[] {3})
                        .gives(WHOLE),
                new OperatorCase("Range", random)
                        .number(0)
                        .number(2)
                        .number(0.5f)
                        .gives(DataType.FLOAT_VALUE),
                new OperatorCase("ConstantOfShape", random).wholes(2, 3));
    }

    private static List<OperatorCase> layers(SplittableRandom random) {
        return List.of(
                new OperatorCase("MatMul", random).weight(2, 3, 4).weight(4, 2),
                new OperatorCase("MatMul", random).weight(2, 3, 4).weight(2, 4, 2),
                new OperatorCase("Gemm", random).weight(2, 3).weight(3, 4).weight(4),
                new OperatorCase("Gemm", random)
                        .with("transA", 1)
                        .with("transB", 1)
                        .with("alpha", 0.5)
                        .with("beta", 2.0)
                        .weight(3, 2)
                        .weight(4, 3)
                        .weight(4),
                new OperatorCase("LayerNormalization", random)
                        .with("epsilon", 1e-3)
                        .weight(2, 4)
                        .weight(4)
                        .weight(4));
    }
}
