package io.vizsla.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes an answer, and remembers whether it could not because nobody reads it any more, as in {@code | head}. */
final class AnswerWriter extends PrintWriter {

    private final Watched stream;

    /** Writes UTF-8, whatever the locale says, and each line at once. */
    AnswerWriter(OutputStream stream) {
        this(new Watched(stream));
    }

    private AnswerWriter(Watched stream) {
        super(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
        this.stream = stream;
    }

    /** Returns whether the reader has closed its end; whoever reads has what it wanted. */
    boolean readerLeft() {
        return stream.readerLeft;
    }

    private static final class Watched extends FilterOutputStream {

        private volatile boolean readerLeft;

        Watched(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                // The system's words are all that tells this error from a full disk.
                readerLeft |=
                        String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
                throw e;
            }
        }
    }
}
