package io.vizsla.training.graph;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Operators on each number or on pairs of them. */
final class Arithmetic {

    static final Map<String, Operator> OPERATORS = Map.ofEntries(
            entry("Abs", Operator.each(torch::abs)),
            entry("Neg", Operator.each(torch::neg)),
            entry("Sqrt", Operator.each(torch::sqrt)),
            entry("Exp", Operator.each(torch::exp)),
            entry("Log", Operator.each(torch::log)),
            entry("Erf", Operator.each(torch::erf)),
            entry("Tanh", Operator.each(torch::tanh)),
            entry("Sigmoid", Operator.each(torch::sigmoid)),
            entry("Relu", Operator.each(torch::relu)),
            entry("Cos", Operator.each(torch::cos)),
            entry("Sin", Operator.each(torch::sin)),
            entry("Reciprocal", Operator.each(torch::reciprocal)),
            entry("Softplus", Operator.each(torch::softplus)),
            entry("Not", Operator.each(torch::logical_not)),
            entry("IsNaN", Operator.each(torch::isnan)),
            entry("Gelu", Operator.tensor(Arithmetic::gelu)),
            entry("Add", wholeOr(Math::addExact, torch::add)),
            entry("Sub", wholeOr(Math::subtractExact, torch::sub)),
            entry("Mul", wholeOr(Math::multiplyExact, torch::mul)),
            entry("Div", wholeOr((a, b) -> a / b, Arithmetic::divide)),
            entry("Mod", Operator.pairs(torch::remainder)),
            entry("Pow", Operator.tensor(Arithmetic::power)),
            entry("Min", Operator.pairs(torch::minimum)),
            entry("Max", Operator.pairs(torch::maximum)),
            entry("And", Operator.pairs(torch::logical_and)),
            entry("Or", Operator.pairs(torch::logical_or)),
            entry("Equal", Operator.pairs(torch::eq)),
            entry("Greater", Operator.pairs(torch::gt)),
            entry("GreaterOrEqual", Operator.pairs(torch::ge)),
            entry("Less", Operator.pairs(torch::lt)),
            entry("LessOrEqual", Operator.pairs(torch::le)),
            entry("Where", Operator.tensor(Arithmetic::where)),
            entry("Cast", Operator.value(Arithmetic::cast)),
            entry("Identity", Operator.value(Arithmetic::identity)),
            entry("Dropout", Operator.value(Arithmetic::identity)));

    private Arithmetic() {}

    /** Computes on whole numbers of Java's where both sides are that, one of them single or both as long. */
    private static Operator wholeOr(LongBinaryOperator wholes, BinaryOperator<Tensor> tensors) {
        Operator slow = Operator.pairs(tensors);
        return call -> {
            Value.Wholes left = call.host(0);
            Value.Wholes right = call.host(1);
            if (left == null || right == null || !(left.isScalar() || right.isScalar() || sameShape(left, right))) {
                return slow.apply(call);
            }
            long[] result = new long[Math.max(left.wholes().length, right.wholes().length)];
            for (int i = 0; i < result.length; i++) {
                result[i] = wholes.applyAsLong(at(left, i), at(right, i));
            }
            return List.of(new Value.Wholes(result, left.isScalar() ? right.shape() : left.shape()));
        };
    }

    private static boolean sameShape(Value.Wholes left, Value.Wholes right) {
        return Arrays.equals(left.shape(), right.shape());
    }

    private static long at(Value.Wholes value, int i) {
        return value.wholes()[value.isScalar() ? 0 : i];
    }

    /** The format rounds the quotient of whole numbers to nil. */
    private static Tensor divide(Tensor left, Tensor right) {
        return left.is_floating_point() || right.is_floating_point()
                ? torch.div(left, right)
                : torch.div(left, right, new StringViewOptional(new BytePointer("trunc")));
    }

    /** An exponent that is one number keeps the precision, and has cheaper gradients. */
    private static Tensor power(Call call) {
        Tensor exponent = call.tensor(1);
        return exponent.numel() == 1
                ? torch.pow(
                        call.tensor(0),
                        new Scalar(exponent.to(ScalarType.Double).item_double()))
                : torch.pow(call.tensor(0), exponent);
    }

    private static Tensor gelu(Call call) {
        return torch.gelu(call.tensor(0), call.node().text("approximate", "none"));
    }

    private static Tensor where(Call call) {
        return torch.where(call.tensor(0).to(ScalarType.Bool), call.tensor(1), call.tensor(2));
    }

    /** Whole numbers become 64 bits wide; floating ones keep the precision that they have, which is ours to choose. */
    private static Value cast(Call call) {
        ScalarType to = Types.of(call.node().number("to", 0), call.node().name());
        Value value = call.value(0);
        if (to == ScalarType.Long && value instanceof Value.Wholes) {
            return value;
        }
        Tensor tensor = value.tensor();
        boolean keeps = tensor.is_floating_point() && to == ScalarType.Float;
        return new Value.Native(keeps ? new Tensor(tensor) : tensor.to(to));
    }

    private static Value identity(Call call) {
        return call.value(0) instanceof Value.Native value
                ? new Value.Native(new Tensor(value.tensor()))
                : call.value(0);
    }
}
