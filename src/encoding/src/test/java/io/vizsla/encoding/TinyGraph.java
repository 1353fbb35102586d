package io.vizsla.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes ONNX graphs of a few steps that read {@code input_ids [batch, tokens]}; field numbers as in {@code onnx.proto}. */
final class TinyGraph {

    static final int FLOAT = 1;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int BOOL = 9;
    static final int FLOAT16 = 10;
    static final int BFLOAT16 = 16;

    private static final int OPSET = 13;

    private final ByteArrayOutputStream nodes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream inputs = new ByteArrayOutputStream();
    private final ByteArrayOutputStream outputs = new ByteArrayOutputStream();

    /** Starts a graph with {@code ids [batch, tokens]} and {@code column [batch, tokens, 1]}, both floating point. */
    TinyGraph(int idType) {
        input("input_ids", idType, "batch", "tokens");
        cast("input_ids", "ids", FLOAT);
        unsqueeze("ids", "column", 2);
    }

    /** Writes a graph with token states {@code [batch, tokens, dimension]}, each value the token's id. */
    static Path states(Path file, int dimension) throws IOException {
        return new TinyGraph(INT64)
                .repeat("column", "states", dimension, 2)
                .output("states", FLOAT, "batch", "tokens", dimension)
                .write(file);
    }

    /** Writes a graph whose states have as many values as there are tokens, which only a run can tell. */
    static Path openStates(Path file) throws IOException {
        return new TinyGraph(INT64)
                .unsqueeze("ids", "row", 1)
                .node("Add", "states", "column", "row")
                .output("states", FLOAT, "batch", "tokens", "open")
                .write(file);
    }

    /** Writes a graph with so many logits a pair. */
    static Path logits(Path file, int count) throws IOException {
        return new TinyGraph(INT64)
                .node("ReduceMean", "mean", attribute("axes", 7, varint(8, 1)), "ids")
                .repeat("mean", "logits", count, 1)
                .output("logits", FLOAT, "batch", count)
                .write(file);
    }

    /** Writes a graph with a logit for each token, which only a run can tell. */
    static Path openLogits(Path file) throws IOException {
        return new TinyGraph(INT64)
                .node("Identity", "logits", "ids")
                .output("logits", FLOAT, "batch", "open")
                .write(file);
    }

    /** Writes a graph whose states are rows of a matrix, one for each token that it knows. */
    static Path table(Path file, int rows, int dimension) throws IOException {
        float[] values = new float[rows * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + i % 7;
        }
        return new TinyGraph(INT64)
                .constant("table", values, rows, dimension)
                .node("Gather", "states", "table", "input_ids")
                .output("states", FLOAT, "batch", "tokens", dimension)
                .write(file);
    }

    /** Declares an input; a number in the shape is fixed, a word open. */
    TinyGraph input(String name, int type, Object... shape) {
        inputs.writeBytes(bytes(11, value(name, type, shape)));
        return this;
    }

    /** Declares an output. */
    TinyGraph output(String name, int type, Object... shape) {
        outputs.writeBytes(bytes(12, value(name, type, shape)));
        return this;
    }

    /** Adds a step without attributes. */
    TinyGraph node(String type, String output, String... inputs) {
        return node(type, output, new byte[0], inputs);
    }

    TinyGraph cast(String from, String to, int type) {
        return node("Cast", to, attribute("to", 2, varint(3, type)), from);
    }

    TinyGraph unsqueeze(String from, String to, int axis) {
        return constant(to + "_axes", new long[] {axis}, 1).node("Unsqueeze", to, from, to + "_axes");
    }

    TinyGraph repeat(String from, String to, int count, int axis) {
        String[] names = new String[count];
        java.util.Arrays.fill(names, from);
        return concat(to, axis, names);
    }

    TinyGraph concat(String to, int axis, String... from) {
        return node("Concat", to, attribute("axis", 2, varint(3, axis)), from);
    }

    /** Adds {@code to}, the number of each token's column counted from 1, in the shape of {@code from [batch, tokens]}. */
    TinyGraph places(String from, String to) {
        return constant(to + "_axis", new long[] {1}, 1)
                .constant(to + "_nil", new float[] {0}, 1)
                .constant(to + "_one", new float[] {1}, 1)
                .node("Mul", to + "_nils", from, to + "_nil")
                .node("Add", to + "_ones", to + "_nils", to + "_one")
                .node("CumSum", to, to + "_ones", to + "_axis");
    }

    /** Adds {@code to [batch, d]}, the last column of {@code from [batch, tokens, d]}. */
    TinyGraph last(String from, String to) {
        byte[] tensor = join(varint(2, INT64), bytes(9, raw(8).putLong(-1).array()));
        return node("Constant", to + "_index", attribute("value", 4, bytes(5, tensor)))
                .node("Gather", to, attribute("axis", 2, varint(3, 1)), from, to + "_index");
    }

    /** Adds {@code to}, which is {@code from} with its last dimension brought to a root mean square of 1, in half precision. */
    TinyGraph rmsNorm(String from, String to, float... weights) {
        return half(to + "_two", 2)
                .half(to + "_little", 1e-3f)
                .half(to + "_one", 1)
                .half(to + "_weights", weights)
                .node("Pow", to + "_squares", from, to + "_two")
                .node("ReduceMean", to + "_mean", attribute("axes", 7, varint(8, 2)), to + "_squares")
                .node("Add", to + "_more", to + "_mean", to + "_little")
                .node("Sqrt", to + "_root", to + "_more")
                .node("Div", to + "_factor", to + "_one", to + "_root")
                .node("Mul", to + "_norm", from, to + "_factor")
                .node("Mul", to, to + "_weights", to + "_norm");
    }

    TinyGraph constant(String name, float[] values, int... shape) {
        ByteBuffer raw = raw(4 * values.length);
        for (float value : values) {
            raw.putFloat(value);
        }
        return constant(name, FLOAT, raw, shape);
    }

    /** Adds a constant of half precision. */
    TinyGraph half(String name, float... values) {
        ByteBuffer raw = raw(2 * values.length);
        for (float value : values) {
            raw.putShort(Float.floatToFloat16(value));
        }
        return constant(name, FLOAT16, raw, values.length);
    }

    TinyGraph constant(String name, long[] values, int... shape) {
        ByteBuffer raw = raw(8 * values.length);
        for (long value : values) {
            raw.putLong(value);
        }
        return constant(name, INT64, raw, shape);
    }

    private TinyGraph constant(String name, int type, ByteBuffer raw, int... shape) {
        byte[] tensor = new byte[0];
        for (int size : shape) {
            tensor = join(tensor, varint(1, size));
        }
        tensor = join(tensor, varint(2, type), bytes(9, raw.array()));
        return node("Constant", name, attribute("value", 4, bytes(5, tensor)));
    }

    private static ByteBuffer raw(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private TinyGraph node(String type, String output, byte[] attribute, String... from) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        for (String input : from) {
            node.writeBytes(text(1, input));
        }
        node.writeBytes(text(2, output));
        node.writeBytes(text(4, type));
        if (attribute.length > 0) {
            node.writeBytes(bytes(5, attribute));
        }
        nodes.writeBytes(bytes(1, node.toByteArray()));
        return this;
    }

    Path write(Path file) throws IOException {
        byte[] graph = join(nodes.toByteArray(), text(2, "tiny"), inputs.toByteArray(), outputs.toByteArray());
        return Files.write(file, join(varint(1, 7), bytes(7, graph), bytes(8, varint(2, OPSET))));
    }

    private static byte[] value(String name, int type, Object... shape) {
        byte[] dimensions = new byte[0];
        for (Object one : shape) {
            byte[] dimension = one instanceof Integer number ? varint(1, number) : text(2, one.toString());
            dimensions = join(dimensions, bytes(1, dimension));
        }
        return join(text(1, name), bytes(2, bytes(1, join(varint(1, type), bytes(2, dimensions)))));
    }

    private static byte[] attribute(String name, int type, byte[] value) {
        return join(text(1, name), value, varint(20, type));
    }

    private static byte[] text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(int field, byte[] value) {
        return join(number(field << 3 | 2), number(value.length), value);
    }

    private static byte[] varint(int field, int value) {
        return join(number(field << 3), number(value));
    }

    private static byte[] number(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int left = value;
        for (; left > 127; left >>>= 7) {
            out.write(left & 127 | 128);
        }
        out.write(left);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
