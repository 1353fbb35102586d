package io.vizsla.indexer;

import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.LogHeader;
import io.vizsla.ingestion.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records of the log without Kafka's types. */
final class LogRecords {

    private LogRecords() {}

    static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
        List<LogHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new LogHeader(header.key(), header.value()));
        }
        return new LogRecord(
                new LogPosition(record.partition(), record.offset()),
                record.key(),
                record.value(),
                headers,
                Instant.ofEpochMilli(record.timestamp()));
    }
}
