package io.vizsla.evaluation.task;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A file of a data set, as it is or with {@code .gz} at its name's end. Read whole, up to {@value #MOST_BYTES} bytes
 * unpacked.
 *
 * @param path where the bytes are
 * @param name for messages: the path below the data set, without {@code .gz}
 */
record SourceFile(Path path, String name) {

    /** The most bytes that a file may have, unpacked. */
    static final int MOST_BYTES = 256 << 20;

    /** A line and its number from 1. */
    record Line(SourceFile file, long number, String text) {

        /** Returns an error about a part of this line. */
        VizslaException bad(String part, Object value, String bound) {
            return file.bad(number, part, value, bound);
        }

        /** Returns the line cut at each tab, which must give this many fields. */
        String[] fields(int count) {
            String[] fields = text.split("\t", -1);
            if (fields.length != count) {
                throw bad("", fields.length + " fields", count + " fields between tabs");
            }
            return fields;
        }
    }

    /**
     * Finds a file.
     *
     * @throws VizslaException {@code UNKNOWN_RESOURCE} if it is there in neither form
     */
    static SourceFile of(Path folder, String name) {
        Path plain = folder.resolve(name);
        Path packed = folder.resolve(name + ".gz");
        if (Files.isRegularFile(plain)) {
            return new SourceFile(plain, name);
        }
        if (Files.isRegularFile(packed)) {
            return new SourceFile(packed, name);
        }
        throw VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, folder + " has neither " + name + " nor " + name + ".gz");
    }

    /** Returns an error about a part of a line. */
    VizslaException bad(long line, String part, Object value, String bound) {
        String place = name + " line " + line + (part.isEmpty() ? "" : ": " + part);
        return VizslaException.field(ErrorCode.INVALID_ARGUMENT, place, value, bound);
    }

    /** Returns the bytes, unpacked. */
    byte[] bytes() {
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = packed() ? new GZIPInputStream(raw, 1 << 16) : raw) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw VizslaException.field(ErrorCode.TOO_LARGE, name, "more", "at most " + MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException broken) {
            throw VizslaException.of(ErrorCode.UNREADABLE_DOCUMENT, "Cannot read " + path + ": " + broken, broken);
        }
    }

    /** Returns the text. */
    String text(Charset charset) {
        byte[] bytes = bytes();
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException wrong) {
            throw VizslaException.of(
                    ErrorCode.INVALID_TEXT,
                    name + " line " + lineOfFault(bytes, charset) + ": is not " + charset,
                    wrong);
        }
    }

    /** Returns the lines, cut at line feeds only; blank ones are left out. */
    List<Line> lines(Charset charset) {
        String[] texts = text(charset).split("\n", -1);
        List<Line> lines = new ArrayList<>(texts.length);
        for (int i = 0; i < texts.length; i++) {
            String line = texts[i].endsWith("\r") ? texts[i].substring(0, texts[i].length() - 1) : texts[i];
            if (!line.isBlank()) {
                lines.add(new Line(this, i + 1, line));
            }
        }
        return lines;
    }

    private boolean packed() {
        return path.toString().endsWith(".gz");
    }

    private static long lineOfFault(byte[] bytes, Charset charset) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        charset.newDecoder().decode(in, out, true);
        long line = 1;
        for (int i = 0; i < in.position(); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
