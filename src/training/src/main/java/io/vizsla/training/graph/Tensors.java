package io.vizsla.training.graph;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Moves numbers between Java and libtorch. Tensors returned belong to the pointer scope that is open. */
public final class Tensors {

    /** Whole numbers of 64 bits. */
    static final TensorOptions LONG = keep(ScalarType.Long);

    /** Numbers in single precision. */
    static final TensorOptions FLOAT = keep(ScalarType.Float);

    private Tensors() {}

    /** Makes options that no scope closes. */
    private static TensorOptions keep(ScalarType type) {
        TensorOptions options = new TensorOptions(type);
        options.retainReference();
        return options;
    }

    /** Returns a copy of single-precision numbers, row by row, as a tensor of this shape. */
    public static Tensor of(float[] values, long... shape) {
        Tensor tensor = torch.zeros(shape, FLOAT);
        tensor.data_ptr_float().put(values, 0, values.length);
        return tensor;
    }

    /** Returns a copy of rows of equal length, one or more, as {@code [rows][numbers]}. */
    public static Tensor of(float[][] rows) {
        int width = rows[0].length;
        Tensor tensor = torch.zeros(new long[] {rows.length, width}, FLOAT);
        for (int i = 0; i < rows.length; i++) {
            tensor.data_ptr_float().position((long) i * width).put(rows[i], 0, width);
        }
        return tensor;
    }

    /** Returns a copy of whole numbers, row by row, as a tensor of this shape. */
    public static Tensor of(long[] values, long... shape) {
        Tensor tensor = torch.zeros(shape, LONG);
        tensor.data_ptr_long().put(values, 0, values.length);
        return tensor;
    }

    /** Returns the numbers of a tensor of any floating type, row by row. */
    public static float[] floats(Tensor tensor) {
        Tensor plain = tensor.detach().cpu().to(ScalarType.Float).contiguous();
        float[] values = new float[Math.toIntExact(plain.numel())];
        plain.data_ptr_float().get(values, 0, values.length);
        return values;
    }

    /** Returns the numbers of a tensor of whole numbers, row by row. */
    static long[] wholes(Tensor tensor) {
        Tensor plain = tensor.detach().cpu().to(ScalarType.Long).contiguous();
        long[] values = new long[Math.toIntExact(plain.numel())];
        if (values.length > 0) {
            plain.data_ptr_long().get(values, 0, values.length);
        }
        return values;
    }

    /** Returns the length of each dimension. */
    public static long[] shape(Tensor tensor) {
        long[] shape = new long[Math.toIntExact(tensor.dim())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(i);
        }
        return shape;
    }
}
