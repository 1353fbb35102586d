package io.vizsla.training.space;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file of a map: little-endian floats row by row, no header; its length is known from the dimensions. */
final class MapFile {

    private static final String FIELD = "queryMap";

    private MapFile() {}

    static void write(Path file, float[][] rows) {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            Files.write(draft, bytes(rows));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            deleteQuietly(draft, failed);
            throw VizslaException.of(ErrorCode.INTERNAL, "The map cannot be written: " + failed.getMessage(), failed);
        }
    }

    private static void deleteQuietly(Path draft, IOException cause) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException left) {
            cause.addSuppressed(left);
        }
    }

    private static byte[] bytes(float[][] rows) {
        int count = Math.multiplyExact(rows.length, rows[0].length);
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = bytes.asFloatBuffer();
        for (float[] row : rows) {
            floats.put(row);
        }
        return bytes.array();
    }

    static float[][] read(Path file, int in, int out) {
        positive("in", in);
        positive("out", out);
        byte[] bytes = bytes(file, Float.BYTES * (in + 1L) * out);
        FloatBuffer floats =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[][] rows = new float[out][in + 1];
        for (int i = 0; i < out; i++) {
            floats.get(rows[i]);
            finite(i, rows[i]);
        }
        return rows;
    }

    private static void positive(String field, int dimension) {
        if (dimension < 1) {
            throw VizslaException.invalid(field, dimension, "at least 1");
        }
    }

    /** Looks at the length before it reads, so that a file of any size costs nothing. */
    private static byte[] bytes(Path file, long wanted) {
        if (!Files.isRegularFile(file)) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, FIELD, file.getFileName(), "a file that is there");
        }
        try {
            long size = Files.size(file);
            if (size != wanted) {
                throw VizslaException.field(
                        ErrorCode.INVALID_MODEL, FIELD, size + " bytes", wanted + " bytes for its dimensions");
            }
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw VizslaException.of(ErrorCode.INTERNAL, "The map cannot be read: " + failed.getMessage(), failed);
        }
    }

    private static void finite(int at, float[] row) {
        for (int j = 0; j < row.length; j++) {
            if (!Float.isFinite(row[j])) {
                throw VizslaException.field(
                        ErrorCode.INVALID_MODEL, FIELD + "[" + at + "][" + j + "]", row[j], "a finite number");
            }
        }
    }
}
