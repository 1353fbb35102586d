package io.vizsla.models.imports;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of an export. Links are followed: download caches keep a model as links to where its content lies.
 *
 * @param root of the export
 * @param findings where unreadable files are noted
 */
record ExportFolder(Path root, Findings findings) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEPTH = 3;

    /** Returns whether there is a file at a path relative to the export; what such a path leads to outside is not there. */
    boolean has(String path) {
        try {
            Path file = root.resolve(path).normalize();
            return file.startsWith(root.normalize()) && Files.isRegularFile(file);
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    Path file(String path) {
        return root.resolve(path);
    }

    /** Returns the object of a JSON file, a missing node if there is none or it is noted as unreadable. */
    JsonNode json(String path) {
        return read(path, JsonNode::isObject, "object");
    }

    /** Returns the list of a JSON file, a missing node if there is none or it is noted as unreadable. */
    JsonNode list(String path) {
        return read(path, JsonNode::isArray, "list");
    }

    private JsonNode read(String path, Predicate<JsonNode> form, String expected) {
        if (!has(path)) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode node = JSON.readTree(file(path).toFile());
            if (node != null && form.test(node)) {
                return node;
            }
            findings.problem(path + " is not a JSON " + expected);
        } catch (JacksonException e) {
            findings.problem(path + " is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            findings.problem(path + " cannot be read: " + e.getMessage());
        }
        return MissingNode.getInstance();
    }

    /** Returns the graphs of the export, relative to it and with forward slashes, in order. */
    List<String> graphs() throws IOException {
        try (Stream<Path> files = Files.walk(root, DEPTH)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(".onnx"))
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
