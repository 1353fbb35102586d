package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.DeadLetter;
import io.vizsla.ingestion.LogRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as records of {@code vizsla.documents.dlq}: key, value and headers of the record that failed, byte for
 * byte, and headers of ours that say why and where it stood.
 *
 * <p>A value that would not fit (its sender compressed it) lies in the artefact store, and two headers name it; so do headers
 * and keys that are longer than those of any document. The record's own time is that of its failure, because retention counts from it.
 */
final class DeadLetterRecords {

    static final String CODE = "cause.code";
    static final String DETAIL = "cause.detail";
    static final String TOPIC = "source.topic";
    static final String PARTITION = "source.partition";
    static final String OFFSET = "source.offset";
    static final String TIMESTAMP = "source.timestamp";
    static final String VALUE_SHA256 = "value.sha256";
    static final String VALUE_BYTES = "value.bytes";
    static final String KEY_SHA256 = "key.sha256";
    static final String KEY_BYTES = "key.bytes";
    static final String HEADERS_SHA256 = "headers.sha256";
    static final String HEADERS_BYTES = "headers.bytes";

    /** Longer headers, all together, and longer keys lie in the store; both have room on the topic beside a value. */
    static final int LONGEST_ASIDE = TopicSettings.DEAD_LETTER_ROOM / 4;

    /** The context that the record was produced in, as W3C's Trace Context calls it. */
    private static final Set<String> TRACE = Set.of("traceparent", "tracestate");

    private static final Set<String> OURS = Set.of(
            CODE,
            DETAIL,
            TOPIC,
            PARTITION,
            OFFSET,
            TIMESTAMP,
            VALUE_SHA256,
            VALUE_BYTES,
            KEY_SHA256,
            KEY_BYTES,
            HEADERS_SHA256,
            HEADERS_BYTES);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private DeadLetterRecords() {}

    /**
     * Returns the record for a dead letter.
     *
     * @param largest a value of more bytes goes to the store
     */
    static ProducerRecord<byte[], byte[]> write(DeadLetter letter, ArtefactStore artefacts, int largest) {
        LogRecord record = letter.record();
        List<Header> headers = new ArrayList<>();
        if (DeadLetterHeaders.bytes(record.headers()) > LONGEST_ASIDE) {
            byte[] packed = DeadLetterHeaders.pack(record.headers());
            claim(put(artefacts, packed), HEADERS_SHA256, HEADERS_BYTES, headers);
        } else {
            headers.addAll(DeadLetterHeaders.apart(record.headers(), OURS));
        }
        explain(letter, headers);
        byte[] key = record.key();
        if (key != null && key.length > LONGEST_ASIDE) {
            claim(put(artefacts, key), KEY_SHA256, KEY_BYTES, headers);
            key = null;
        }
        byte[] value = record.value();
        if (value != null && value.length > largest) {
            claim(put(artefacts, value), VALUE_SHA256, VALUE_BYTES, headers);
            value = null;
        }
        return new ProducerRecord<>(Topics.DEAD_LETTERS, null, key, value, headers);
    }

    /** Returns where the record that failed stood, null if the headers do not tell. */
    static @Nullable LogPosition source(ConsumerRecord<byte[], byte[]> letter) {
        String partition = text(letter, PARTITION);
        String offset = text(letter, OFFSET);
        if (partition == null || offset == null) {
            return null;
        }
        try {
            return new LogPosition(Integer.parseInt(partition), Long.parseLong(offset));
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }

    /**
     * Returns the value of the record that failed.
     *
     * @throws VizslaException {@code UNREADABLE_DOCUMENT} if headers that are not ours name where it lies, and as
     *     {@link ArtefactStore#open} does
     */
    static byte @Nullable [] value(ConsumerRecord<byte[], byte[]> letter, ArtefactStore artefacts) {
        Artefact artefact = artefact(letter, VALUE_SHA256, VALUE_BYTES);
        return artefact == null ? inline(letter) : read(artefact, artefacts);
    }

    /** Returns the artefacts that hold parts of the record, none if it holds all itself or its headers are not ours. */
    static List<Artefact> artefacts(ConsumerRecord<byte[], byte[]> letter) {
        return Stream.of(
                        artefact(letter, VALUE_SHA256, VALUE_BYTES),
                        artefact(letter, KEY_SHA256, KEY_BYTES),
                        artefact(letter, HEADERS_SHA256, HEADERS_BYTES))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Artefact artefact(ConsumerRecord<byte[], byte[]> letter, String name, String length) {
        String sha256 = text(letter, name);
        String bytes = text(letter, length);
        if (sha256 == null || bytes == null || !SHA256.matcher(sha256).matches()) {
            return null;
        }
        try {
            return new Artefact(sha256, Long.parseLong(bytes));
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }

    /**
     * Returns the headers that a record sent again has: those of the one that failed, whose trace ended long ago.
     *
     * @throws VizslaException as {@link #value} does
     */
    static List<Header> headers(ConsumerRecord<byte[], byte[]> letter, ArtefactStore artefacts) {
        Artefact packed = artefact(letter, HEADERS_SHA256, HEADERS_BYTES);
        List<Header> senders = packed == null
                ? DeadLetterHeaders.sendersOf(letter.headers(), OURS)
                : DeadLetterHeaders.unpack(read(packed, artefacts));
        return senders.stream().filter(header -> !TRACE.contains(header.key())).toList();
    }

    private static byte[] read(Artefact artefact, ArtefactStore artefacts) {
        try (InputStream in = artefacts.open(artefact)) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw LogErrors.unavailable("read a part of a dead letter", failed);
        }
    }

    /** A missing value would be taken for a deletion, so it is one only where no header says that it lies elsewhere. */
    private static byte @Nullable [] inline(ConsumerRecord<byte[], byte[]> letter) {
        if (letter.value() == null && text(letter, VALUE_SHA256) != null) {
            throw VizslaException.of(
                    ErrorCode.UNREADABLE_DOCUMENT, "The dead letter does not tell where its value lies");
        }
        return letter.value();
    }

    private static void explain(DeadLetter letter, List<Header> headers) {
        LogRecord record = letter.record();
        String detail = letter.failure().detail();
        int end = Math.min(detail.length(), StatusJson.LONGEST_TEXT);
        headers.add(header(CODE, letter.failure().code().id()));
        headers.add(header(DETAIL, detail.substring(0, end)));
        headers.add(header(TOPIC, Topics.DOCUMENTS));
        headers.add(header(PARTITION, Integer.toString(record.position().partition())));
        headers.add(header(OFFSET, Long.toString(record.position().offset())));
        headers.add(header(TIMESTAMP, record.timestamp().toString()));
    }

    private static Artefact put(ArtefactStore artefacts, byte[] bytes) {
        return artefacts.put(new ByteArrayInputStream(bytes));
    }

    private static void claim(Artefact artefact, String name, String length, List<Header> headers) {
        headers.add(header(name, artefact.sha256()));
        headers.add(header(length, Long.toString(artefact.bytes())));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
