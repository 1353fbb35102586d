package io.vizsla.refresh.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one refresh. Every file is there whole or not at all, so that a job whose process was killed goes on with
 * what it has.
 *
 * @param path of the folder
 */
public record RefreshFolder(Path path) {

    /** The file of passages' texts, which is there where a model is to read them. */
    static final String PASSAGES = "passages.ndjson";

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Returns where the trained model's folder is written. */
    public Path model() {
        return path.resolve("model");
    }

    /** Returns where a phase may write what it needs for a while; what is in it is lost. */
    public Path scratch() {
        return path.resolve("scratch");
    }

    /** Returns where the report is written. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** Returns where a phase keeps its training. */
    public Path checkpoint(String phase) {
        return path.resolve("checkpoint-" + phase + ".bin");
    }

    /** Returns where the data of a guard set lies. */
    public RefreshFolder guard(String name) {
        return new RefreshFolder(path.resolve("guards").resolve(name));
    }

    /** Returns the names of the guard sets, in order. */
    public List<String> guards() {
        Path guards = path.resolve("guards");
        if (!Files.isDirectory(guards)) {
            return List.of();
        }
        try (var folders = Files.list(guards)) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw disk("guards", failed);
        }
    }

    /** Writes a value as the file {@code NAME.json}, in place of what was there. */
    public void write(String name, Object value) {
        replace(name + ".json", out -> JSON.writerWithDefaultPrettyPrinter().writeValue(out, value));
    }

    /**
     * Reads a value back; empty if it was not written.
     *
     * @throws VizslaException {@code INTERNAL} if it cannot be read
     */
    public <T> Optional<T> read(String name, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(path.resolve(name + ".json")), type));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failed) {
            throw disk(name + ".json", failed);
        }
    }

    /** Writes a text beside the files of the trained model, in place of what was there. */
    public void writeBesideModel(String name, String text) {
        replace(
                path.relativize(model()).resolve(name).toString(),
                out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes what the refresh is trained on. */
    public void write(RefreshData data) {
        replace("vectors.f32", out -> writeVectors(data.vectors(), out));
        replace("documents.ndjson", out -> writeLines(data.documents(), out));
        replace("queries.ndjson", out -> writeLines(data.queries(), out));
        if (!data.texts().isEmpty()) {
            replace(PASSAGES, out -> writeLines(data.texts(), out));
        }
    }

    /** Reads it back. */
    public RefreshData data() {
        try {
            List<String> documents = lines("documents.ndjson", String.class);
            List<String> texts = Files.exists(path.resolve(PASSAGES)) ? lines(PASSAGES, String.class) : List.of();
            return new RefreshData(
                    vectors(documents.size()), documents, lines("queries.ndjson", RefreshQuery.class), texts);
        } catch (IOException failed) {
            throw disk("training data", failed);
        }
    }

    private static void writeLines(List<?> values, OutputStream out) throws IOException {
        // A writer of its own for each line would close the stream.
        ObjectWriter writer = JSON.writer().without(com.fasterxml.jackson.core.JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        for (Object value : values) {
            writer.writeValue(out, value);
            out.write('\n');
        }
    }

    private <T> List<T> lines(String file, Class<T> type) throws IOException {
        List<T> values = new ArrayList<>();
        for (String line : Files.readAllLines(path.resolve(file))) {
            values.add(JSON.readValue(line, type));
        }
        return values;
    }

    /** An {@code int} for the dimension, then the numbers, little-endian. */
    private static void writeVectors(float[][] vectors, OutputStream out) throws IOException {
        int dimension = vectors.length == 0 ? 0 : vectors[0].length;
        ByteBuffer row =
                ByteBuffer.allocate(Math.max(1, dimension) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(row.putInt(dimension).array(), 0, Integer.BYTES);
        for (float[] vector : vectors) {
            row.clear().asFloatBuffer().put(vector);
            out.write(row.array(), 0, dimension * Float.BYTES);
        }
    }

    private float[][] vectors(int count) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path.resolve("vectors.f32")), 1 << 16)) {
            int dimension = ByteBuffer.wrap(in.readNBytes(Integer.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            float[][] vectors = new float[count][dimension];
            for (float[] vector : vectors) {
                ByteBuffer.wrap(in.readNBytes(dimension * Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(vector);
            }
            return vectors;
        }
    }

    /** Returns an event as the line that stands for it. */
    public static String line(RefreshEvent event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException impossible) {
            throw VizslaException.of(ErrorCode.INTERNAL, "an event cannot be written", impossible);
        }
    }

    /** Returns the event of a line, empty if the line is none. */
    public static Optional<RefreshEvent> event(String line) {
        try {
            return line.startsWith("{") ? Optional.of(JSON.readValue(line, RefreshEvent.class)) : Optional.empty();
        } catch (JsonProcessingException other) {
            return Optional.empty();
        }
    }

    /** What writes a file. */
    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private void replace(String name, Content content) {
        Path file = path.resolve(name);
        Path draft = path.resolve(file.getFileName() + ".draft");
        try {
            Files.createDirectories(path);
            try (FileChannel channel = FileChannel.open(
                            draft,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.writeTo(new Unclosed(out));
                out.flush();
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw disk(name, failed);
        }
    }

    /** Jackson closes what it writes to; the file is to be synced after that. */
    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static VizslaException disk(String what, IOException cause) {
        return VizslaException.of(
                ErrorCode.INTERNAL,
                "the refresh's " + what + " cannot be written or read: " + cause.getMessage(),
                cause);
    }
}
