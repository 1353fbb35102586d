package io.vizsla.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of judgements, which the instance reads as it is. */
record JudgementFile(Path file, long size) implements JudgementSource {

    JudgementFile(Path file) {
        this(file, size(file));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            // Whoever opens it says so.
            return 0;
        }
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public double share(long bytes, long lines) {
        return size == 0 ? 1 : (double) bytes / size;
    }

    @Override
    public long leftOut() {
        return 0;
    }

    @Override
    public long cut() {
        return 0;
    }

    @Override
    public String place(long line) {
        return file.getFileName() + " line " + line;
    }
}
