package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.text.CleanText;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The protocol between the service and its parser worker, over the worker's standard input and output, big-endian. The
 * worker greets with {@link #GREETING}. A request is the kind of file, its content type, the most characters, and its
 * bytes. An answer is {@link #PARSED} and the document, or {@link #FAILED}, an error code and a sentence. A string is the
 * length of its UTF-8 bytes and these.
 */
final class WorkerFrames {

    static final int GREETING = 0x56495A31;
    static final int PARSED = 0x50415253;
    static final int FAILED = 0x4641494C;

    /** A file to read. */
    record Request(MediaFamily family, String contentType, int mostCharacters, byte[] content) {}

    private WorkerFrames() {}

    static void writeRequest(DataOutputStream out, Request request) throws IOException {
        writeString(out, request.family().name());
        writeString(out, request.contentType());
        out.writeInt(request.mostCharacters());
        out.writeInt(request.content().length);
        out.write(request.content());
        out.flush();
    }

    static Request readRequest(DataInputStream in) throws IOException {
        MediaFamily family = MediaFamily.valueOf(readString(in));
        String contentType = readString(in);
        int mostCharacters = in.readInt();
        return new Request(family, contentType, mostCharacters, readBytes(in));
    }

    static void writeParsed(DataOutputStream out, ParsedDocument document) throws IOException {
        out.writeInt(PARSED);
        writeString(out, document.title());
        out.writeInt(document.sections().size());
        for (Section section : document.sections()) {
            writeSection(out, section);
        }
        out.writeInt(document.properties().size());
        for (Map.Entry<String, String> property : document.properties().entrySet()) {
            writeString(out, property.getKey());
            writeString(out, property.getValue());
        }
        out.flush();
    }

    static void writeFailed(DataOutputStream out, VizslaException failure) throws IOException {
        out.writeInt(FAILED);
        writeString(out, failure.code().name());
        writeString(out, failure.detail());
        out.flush();
    }

    /**
     * Reads an answer.
     *
     * @throws VizslaException the one that the worker tells of
     * @throws IOException if the worker is gone or speaks another language
     */
    static ParsedDocument readAnswer(DataInputStream in) throws IOException {
        int kind = in.readInt();
        if (kind == FAILED) {
            ErrorCode code = ErrorCode.valueOf(readString(in));
            throw VizslaException.of(code, readString(in));
        }
        if (kind != PARSED) {
            throw new IOException("The parser worker answered with an unknown frame");
        }
        return readParsed(in);
    }

    private static ParsedDocument readParsed(DataInputStream in) throws IOException {
        String title = readString(in);
        int count = in.readInt();
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sections.add(readSection(in));
        }
        Map<String, String> properties = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            properties.put(readString(in), readString(in));
        }
        return new ParsedDocument(title, sections, properties);
    }

    private static void writeSection(DataOutputStream out, Section section) throws IOException {
        out.writeInt(section.headings().size());
        for (String heading : section.headings()) {
            writeString(out, heading);
        }
        writeString(out, section.text());
    }

    private static Section readSection(DataInputStream in) throws IOException {
        List<String> headings = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            headings.add(readString(in));
        }
        return new Section(headings, readString(in));
    }

    private static void writeString(DataOutputStream out, String text) throws IOException {
        byte[] bytes = CleanText.clean(text).getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readString(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = length < 0 ? new byte[0] : in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException("The other side ended in the middle of a frame");
        }
        return bytes;
    }
}
