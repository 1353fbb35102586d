package io.vizsla.query.files;

import io.quarkus.logging.Log;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps bytes up to a bound and lets the rest go. Its own failures are errors of ours, so that nobody takes them for those
 * of the stream that the bytes come from. For one thread.
 */
final class BoundedOutput extends OutputStream {

    private final OutputStream out;
    private final long bound;
    private long written;

    BoundedOutput(OutputStream out, long bound) {
        this.out = out;
        this.bound = bound;
    }

    /** Writes to a new file. */
    static BoundedOutput to(Path file, long bound) {
        try {
            return new BoundedOutput(Files.newOutputStream(file), bound);
        } catch (IOException failed) {
            throw unavailable(failed);
        }
    }

    /** Returns the error that tells of a disk that does not take an upload, and writes its cause to the log. */
    static VizslaException unavailable(IOException cause) {
        Log.error("A file of an upload cannot be kept", cause);
        return VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "an uploaded file cannot be kept", cause);
    }

    /** Returns whether there were more bytes than the bound. */
    boolean tooLarge() {
        return written > bound;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        written += length;
        if (written > bound) {
            return;
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException failed) {
            throw unavailable(failed);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException failed) {
            throw unavailable(failed);
        }
    }
}
