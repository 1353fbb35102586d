package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionBuffersTest {

    private static final LoopOptions OPTIONS = new LoopOptions(
            "g",
            "i",
            4,
            2000,
            1024,
            Duration.ofMillis(10),
            Duration.ofMillis(10),
            Duration.ofSeconds(1),
            Duration.ZERO);

    private final PartitionBuffers buffers = new PartitionBuffers(OPTIONS, () -> 1);

    @Test
    void batchesAreBoundedInRecordsAndBytes() {
        add(0, 0, 10);
        add(0, 1, 10);
        add(1, 0, 5000);
        add(1, 1, 10);

        assertThat(batch(0)).containsExactly("0:0", "0:1");
        assertThat(batch(0)).containsExactly("1:0");
        assertThat(batch(0)).containsExactly("1:1");
        assertThat(batch(0)).isEmpty();
    }

    @Test
    void largeDocumentsGoAloneBehindWhatNeedNotWaitForThem() {
        add(0, 0, 10);
        add(0, 1, 200 << 10);
        add(0, 2, 10);
        add(1, 0, 10);

        assertThat(batch(0)).containsExactly("0:0", "1:0");
        add(1, 1, 10);
        assertThat(batch(0)).containsExactly("0:1");
        assertThat(batch(0)).containsExactlyInAnyOrder("0:2", "1:1");
    }

    @Test
    void claimedDocumentsAreLargeAndNobodyIsPassedOverForEver() {
        claim(0, 0);
        claim(0, 1);
        add(1, 0, 10);

        assertThat(batch(0)).containsExactly("1:0");
        add(1, 1, 10);
        assertThat(batch(0)).containsExactly("0:0");
        assertThat(batch(0)).containsExactly("1:1");
        assertThat(batch(0)).containsExactly("0:1");
        assertThat(batch(0)).isEmpty();
    }

    @Test
    void afterAFailureEachPartitionIsTriedAloneAndInOrder() {
        add(0, 0, 10);
        add(1, 0, 10);
        LogBatch mixed = new LogBatch(buffers.next(0), 0);
        add(0, 1, 10);
        buffers.failed(mixed, 0);

        assertThat(batch(0)).isEmpty();
        long later = Duration.ofSeconds(1).toNanos();
        LogBatch first = new LogBatch(buffers.next(later), 0);
        assertThat(names(first.records())).containsExactly("0:0", "0:1");
        buffers.succeeded(first, 0);
        assertThat(buffers.failing()).isTrue();
        assertThat(batch(later)).containsExactly("1:0");
    }

    @Test
    void aPartitionWithoutFaultGoesOnWhileAnotherWaits() {
        add(0, 0, 10);
        buffers.failed(new LogBatch(buffers.next(0), 0), 0);
        add(1, 0, 10);

        assertThat(batch(0)).containsExactly("1:0");
    }

    @Test
    void holdsAboutTwoBatches() {
        for (int i = 0; i < 7; i++) {
            add(0, i, 10);
        }
        assertThat(buffers.full()).isFalse();

        add(0, 7, 10);

        assertThat(buffers.full()).isTrue();
        assertThat(buffers.count(0)).isEqualTo(8);
        buffers.drop(List.of(0));
        assertThat(buffers.count(0)).isZero();
    }

    private void add(int partition, long offset, int bytes) {
        buffers.add(new LogRecord(
                new LogPosition(partition, offset), new byte[0], new byte[bytes], Map.of(), Instant.EPOCH));
    }

    private void claim(int partition, long offset) {
        buffers.add(new LogRecord(
                new LogPosition(partition, offset),
                new byte[0],
                new byte[10],
                Map.of(LogRecord.CLAIM_HEADER, new byte[0]),
                Instant.EPOCH));
    }

    private List<String> batch(long now) {
        return names(buffers.next(now));
    }

    private static List<String> names(List<LogRecord> records) {
        return records.stream()
                .map(record ->
                        record.position().partition() + ":" + record.position().offset())
                .toList();
    }
}
