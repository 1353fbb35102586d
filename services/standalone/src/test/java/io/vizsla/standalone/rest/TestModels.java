package io.vizsla.standalone.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.encoding.AffineMap;
import io.vizsla.models.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts model folders below the data directory of the instance under test. */
public final class TestModels {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TestModels() {}

    /** Copies a model of the running instance under another name, with changes to its manifest. */
    static void copy(String from, String to, Consumer<ObjectNode> change) throws IOException {
        copy(models(), from, to, change);
    }

    /** Copies a model under another name, with changes to its manifest. */
    public static void copy(Path models, String from, String to, Consumer<ObjectNode> change) throws IOException {
        Path target = Files.createDirectories(models.resolve(to));
        try (Stream<Path> files = Files.list(models.resolve(from))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        Path manifest = target.resolve("model.json");
        ObjectNode node = (ObjectNode) JSON.readTree(manifest.toFile());
        node.put("name", to);
        change.accept(node);
        JSON.writeValue(manifest.toFile(), node);
    }

    /**
     * Copies a model under another name, whose queries serve the space of the first after a map.
     *
     * @param rows {@code float[d][d + 1]}, the weights of each output and its offset
     */
    public static void queryModel(Path models, String from, String to, float[][] rows) throws IOException {
        ModelFolder documents = ModelFolder.open(models.resolve(from));
        int dimension = documents.manifest().dimension();
        float[] flat = new float[rows.length * (dimension + 1)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * (dimension + 1), dimension + 1);
        }
        byte[] bytes = new AffineMap(dimension, flat).bytes();
        copy(models, from, to, manifest -> {
            ObjectNode side = manifest.putObject("querySide");
            side.put("space", documents.manifest().space().id());
            describe(side.putObject("map").put("path", "map.bin"), bytes);
        });
        Files.write(models.resolve(to).resolve("map.bin"), bytes);
    }

    /** Prompts of their own for each role. */
    public static void addRoles(ObjectNode manifest) {
        ObjectNode roles = manifest.putObject("roles");
        for (String role : List.of("knowledge", "tool", "example", "memory")) {
            ObjectNode prompts = roles.putObject(role);
            prompts.putObject("query").put("prefix", "Find the " + role + " for this: ");
            prompts.putObject("passage").put("prefix", "A piece of " + role + ": ");
        }
    }

    /** Makes a folder of the decoder of the golden files, which reads instructions and examples. */
    static void decoder(Path golden, String name) throws IOException {
        Path target = Files.createDirectories(models().resolve(name));
        ObjectNode node = JSON.createObjectNode();
        node.put("name", name).put("version", "1").put("architecture", "decoder");
        put(node.putObject("graphs").putObject("fp32"), golden.resolve("model.onnx"), target);
        put(node.putObject("tokenizer"), golden.resolve("tokenizer.json"), target);
        node.put("dimension", 48).put("maxTokens", 512).put("pooling", "last-token");
        node.put("padding", "left").put("appendEos", "</s>").put("language", "en");
        node.putObject("prompts").putObject("query").put("template", "bge-icl");
        JSON.writeValue(target.resolve("model.json").toFile(), node);
    }

    private static void put(ObjectNode node, Path file, Path target) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(target.resolve(file.getFileName()), bytes);
        describe(node.put("path", file.getFileName().toString()), bytes);
    }

    private static void describe(ObjectNode node, byte[] bytes) {
        node.put("bytes", bytes.length);
        try {
            node.put(
                    "sha256",
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Path models() {
        return Path.of(ConfigProvider.getConfig().getValue("vizsla.data-dir", String.class))
                .resolve("models");
    }
}
