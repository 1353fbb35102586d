package io.vizsla.training.graph;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What flows along an edge of a graph. Shapes and positions are a large part of an exported graph and nothing of its work;
 * they stay whole numbers of Java's, on which arithmetic costs nothing, until an operator asks for a tensor.
 */
sealed interface Value {

    /** Returns this as a tensor, which belongs to the pointer scope that is open if it had to be made. */
    Tensor tensor();

    /** Returns this as whole numbers, row by row. */
    long[] wholes();

    /** Returns the length of each dimension. */
    long[] shape();

    /** Numbers in libtorch's memory. */
    record Native(Tensor tensor) implements Value {

        @Override
        public long[] wholes() {
            return Tensors.wholes(tensor);
        }

        @Override
        public long[] shape() {
            return Tensors.shape(tensor);
        }
    }

    /** Whole numbers in Java's memory. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and nobody writes into them.
    record Wholes(long[] wholes, long[] shape) implements Value {

        static Wholes list(long... elements) {
            return new Wholes(elements, new long[] {elements.length});
        }

        static Wholes scalar(long element) {
            return new Wholes(new long[] {element}, new long[0]);
        }

        boolean isScalar() {
            return shape.length == 0;
        }

        @Override
        public Tensor tensor() {
            return wholes.length == 0
                    ? torch.zeros(shape, Tensors.LONG)
                    : torch.tensor(wholes).reshape(shape);
        }
    }
}
