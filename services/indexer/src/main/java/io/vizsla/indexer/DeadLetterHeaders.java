package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.ingestion.LogHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A sender's headers among ours on a dead letter: those that have a name of ours keep it behind {@code sender.}, so that
 * nobody takes them for ours, and those that are long are packed into one piece for the artefact store.
 */
final class DeadLetterHeaders {

    /** Before a sender's name that would be one of ours, or that begins so itself. */
    private static final String SENDER = "sender.";

    private DeadLetterHeaders() {}

    static long bytes(List<LogHeader> headers) {
        return headers.stream().mapToLong(LogHeader::bytes).sum();
    }

    /** Returns them under names that are not ours. */
    static List<Header> apart(List<LogHeader> headers, Set<String> ours) {
        List<Header> apart = new ArrayList<>();
        for (LogHeader header : headers) {
            String name = header.name();
            boolean isTaken = ours.contains(name) || name.startsWith(SENDER);
            apart.add(new RecordHeader(isTaken ? SENDER + name : name, header.value()));
        }
        return apart;
    }

    /** Returns a sender's headers out of those of a dead letter, under the names that they had. */
    static List<Header> sendersOf(Iterable<Header> headers, Set<String> ours) {
        List<Header> senders = new ArrayList<>();
        for (Header header : headers) {
            String name = header.key();
            if (!ours.contains(name)) {
                String own = name.startsWith(SENDER) ? name.substring(SENDER.length()) : name;
                senders.add(new RecordHeader(own, header.value()));
            }
        }
        return senders;
    }

    /** Packs them: how many there are, and of each name and value the length and the bytes, -1 for no value. */
    static byte[] pack(List<LogHeader> headers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(headers.size());
            for (LogHeader header : headers) {
                byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
                byte[] value = header.value();
                out.writeInt(name.length);
                out.write(name);
                out.writeInt(value == null ? -1 : value.length);
                out.write(value == null ? new byte[0] : value);
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    /**
     * Unpacks them.
     *
     * @throws VizslaException {@code UNREADABLE_DOCUMENT} if these are other bytes
     */
    static List<Header> unpack(byte[] packed) {
        List<Header> headers = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String name = new String(piece(in, in.readInt()), StandardCharsets.UTF_8);
                int length = in.readInt();
                headers.add(new RecordHeader(name, length < 0 ? null : piece(in, length)));
            }
            return headers;
        } catch (IOException broken) {
            throw VizslaException.of(
                    ErrorCode.UNREADABLE_DOCUMENT, "The headers of a dead letter are not what was packed", broken);
        }
    }

    private static byte[] piece(DataInputStream in, int length) throws IOException {
        if (length < 0 || length > in.available()) {
            throw new IOException("a piece of " + length + " bytes");
        }
        return in.readNBytes(length);
    }
}
