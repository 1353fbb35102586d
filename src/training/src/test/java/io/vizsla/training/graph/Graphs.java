package io.vizsla.training.graph;

import io.vizsla.testkit.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Real graphs to compute on. */
final class Graphs {

    static final String BGE = "bge-small-en-v1.5";
    static final String MINILM = "all-minilm-l6-v2";
    static final String MISTRAL = "tiny-mistral";
    static final String CROSS = "tiny-cross-encoder";

    private Graphs() {}

    /** Returns the file of a graph; skips the test where it is not there. */
    static Path file(String name, Path folder) throws IOException {
        return name.startsWith("tiny") ? SharedData.require("golden/" + name + "/model.onnx") : copy(name, folder);
    }

    private static Path copy(String name, Path folder) throws IOException {
        Path file = folder.resolve(name + ".onnx");
        try (InputStream in = Graphs.class.getClassLoader().getResourceAsStream(name + ".onnx")) {
            Files.copy(Objects.requireNonNull(in), file);
        }
        return file;
    }
}
