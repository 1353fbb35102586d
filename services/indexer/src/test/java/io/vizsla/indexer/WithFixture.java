package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.ingest.LogPosition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests over a real broker share: a fixture for each test, and short words for common steps. */
abstract class WithFixture {

    @TempDir
    Path directory;

    IndexerFixture fixture;

    @BeforeEach
    void openFixture() {
        fixture = IndexerFixture.in(directory);
    }

    @AfterEach
    void closeFixture() {
        fixture.close();
    }

    /** Appends a value as it is under the key of a document of the collection {@code docs}. */
    LogPosition send(String id, byte[] value) throws Exception {
        return fixture.log
                .send(("docs/" + id).getBytes(StandardCharsets.UTF_8), value, List.of())
                .get();
    }

    /** Waits until a topic has so many records, and returns them. */
    List<ConsumerRecord<byte[], byte[]>> awaitRecords(String topic, int count) throws InterruptedException {
        List<ConsumerRecord<byte[], byte[]>> records = fixture.read(topic);
        for (int i = 0; i < 1200 && records.size() < count; i++) {
            Thread.sleep(50);
            records = fixture.read(topic);
        }
        assertThat(records).hasSize(count);
        return records;
    }
}
