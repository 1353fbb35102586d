package io.vizsla.training.optimizer;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's own step of AdamW, which reads and writes each number once where single operations would eight times. It has no
 * method in the bindings and is called by its name.
 */
final class FusedAdamW {

    private static final String NAME = "aten::_fused_adamw_";

    private final AdamWOptions options;
    private final OperatorHandle operator;

    FusedAdamW(AdamWOptions options) {
        this.options = options;
        this.operator = Dispatcher.singleton().findSchemaOrThrow(NAME, "");
        operator.retainReference();
    }

    /**
     * Moves a weight.
     *
     * @param mean of the gradients, which is updated
     * @param square mean of their squares, which is updated
     * @param step counted from 1
     * @param decay share of the learning rate by which the weight shrinks
     */
    void step(Tensor weight, Tensor gradient, Tensor mean, Tensor square, long step, double rate, double decay) {
        IValueVector stack = new IValueVector();
        for (Tensor tensor : new Tensor[] {weight, gradient, mean, square}) {
            stack.push_back(list(tensor));
        }
        stack.push_back(list());
        stack.push_back(list(count(weight, step)));
        for (double setting : new double[] {rate, options.beta1(), options.beta2(), decay, options.epsilon()}) {
            stack.push_back(new IValue(setting));
        }
        // Neither the variant with the largest squares nor one that climbs, and gradients as they are.
        stack.push_back(new IValue(false));
        stack.push_back(new IValue(false));
        stack.push_back(new IValue());
        stack.push_back(new IValue());
        operator.callBoxed(stack);
    }

    private static IValue list(Tensor... tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }

    private static Tensor count(Tensor weight, long step) {
        return torch.tensor((float) step).to(weight.device(), torch.ScalarType.Float);
    }

    void close() {
        operator.releaseReference();
    }
}
