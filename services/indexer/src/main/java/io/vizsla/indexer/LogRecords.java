package io.vizsla.indexer;

import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.LogRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records of the log without Kafka's types. */
final class LogRecords {

    private LogRecords() {}

    static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), header.value());
            }
        }
        return new LogRecord(
                new LogPosition(record.partition(), record.offset()),
                record.key(),
                record.value(),
                headers,
                Instant.ofEpochMilli(record.timestamp()));
    }
}
