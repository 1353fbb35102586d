package io.vizsla.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file that may lie there packed, with {@code .gz} at its name's end. The plain one wins where both are there. */
final class StoredFile {

    private static final String PACKED = ".gz";

    private StoredFile() {}

    /** Returns whether the file is there in either form. */
    static boolean exists(Path file) {
        return Files.isRegularFile(file) || Files.isRegularFile(packed(file));
    }

    /** Opens the file's bytes, unpacked; the caller closes them. */
    static InputStream open(Path file) throws IOException {
        if (Files.exists(file) || !Files.isRegularFile(packed(file))) {
            return Files.newInputStream(file);
        }
        InputStream raw = Files.newInputStream(packed(file));
        try {
            return new GZIPInputStream(raw, 1 << 16);
        } catch (IOException notPacked) {
            raw.close();
            throw notPacked;
        }
    }

    /** Returns a file's name without the ending that packing gives it. */
    static String plainName(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name;
    }

    private static Path packed(Path file) {
        return file.resolveSibling(file.getFileName() + PACKED);
    }
}
