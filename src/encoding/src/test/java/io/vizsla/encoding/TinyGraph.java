package io.vizsla.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes ONNX graphs of a few steps that read {@code input_ids [batch, tokens]}; field numbers as in {@code onnx.proto}. */
final class TinyGraph {

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final ByteArrayOutputStream nodes = new ByteArrayOutputStream();

    private TinyGraph() {
        node("Cast", "ids", attribute("to", 2, varint(3, FLOAT)), "input_ids");
    }

    /** Writes a graph with token states {@code [batch, tokens, dimension]}. */
    static Path states(Path file, int dimension) throws IOException {
        TinyGraph graph = new TinyGraph();
        graph.node("Unsqueeze", "column", axis(2), "ids");
        graph.node("Concat", "states", attribute("axis", 2, varint(3, 2)), repeat("column", dimension));
        return graph.write(file, "states", "batch", "tokens", dimension);
    }

    /** Writes a graph whose states have as many values as there are tokens, which only a run can tell. */
    static Path openStates(Path file) throws IOException {
        TinyGraph graph = new TinyGraph();
        graph.node("Unsqueeze", "column", axis(2), "ids");
        graph.node("Unsqueeze", "row", axis(1), "ids");
        graph.node("Add", "states", new byte[0], "column", "row");
        return graph.write(file, "states", "batch", "tokens", "open");
    }

    /** Writes a graph with so many logits a pair. */
    static Path logits(Path file, int count) throws IOException {
        TinyGraph graph = new TinyGraph();
        graph.node("ReduceMean", "mean", axis(1), "ids");
        graph.node("Concat", "logits", attribute("axis", 2, varint(3, 1)), repeat("mean", count));
        return graph.write(file, "logits", "batch", count);
    }

    /** Writes a graph with a logit for each token, which only a run can tell. */
    static Path openLogits(Path file) throws IOException {
        TinyGraph graph = new TinyGraph();
        graph.node("Identity", "logits", new byte[0], "ids");
        return graph.write(file, "logits", "batch", "open");
    }

    private static String[] repeat(String name, int count) {
        String[] names = new String[count];
        java.util.Arrays.fill(names, name);
        return names;
    }

    private void node(String type, String output, byte[] attribute, String... inputs) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        for (String input : inputs) {
            node.writeBytes(text(1, input));
        }
        node.writeBytes(text(2, output));
        node.writeBytes(text(4, type));
        if (attribute.length > 0) {
            node.writeBytes(bytes(5, attribute));
        }
        nodes.writeBytes(bytes(1, node.toByteArray()));
    }

    private Path write(Path file, String output, Object... shape) throws IOException {
        byte[] graph = join(
                nodes.toByteArray(),
                text(2, "tiny"),
                bytes(11, value("input_ids", INT64, "batch", "tokens")),
                bytes(12, value(output, FLOAT, shape)));
        return Files.write(file, join(varint(1, 7), bytes(7, graph), bytes(8, varint(2, 11))));
    }

    private static byte[] value(String name, int type, Object... shape) {
        byte[] dimensions = new byte[0];
        for (Object one : shape) {
            byte[] dimension = one instanceof Integer number ? varint(1, number) : text(2, one.toString());
            dimensions = join(dimensions, bytes(1, dimension));
        }
        return join(text(1, name), bytes(2, bytes(1, join(varint(1, type), bytes(2, dimensions)))));
    }

    /** An attribute that holds one axis in a list. */
    private static byte[] axis(int axis) {
        return attribute("axes", 7, varint(8, axis));
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
