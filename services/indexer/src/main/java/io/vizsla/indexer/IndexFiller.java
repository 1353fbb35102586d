package io.vizsla.indexer;

import io.vizsla.ingestion.IngestResult;
import io.vizsla.ingestion.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Takes one collection's records of the log to an index, as the loop does for the one that serves. What it has done is in a
 * file of states; an index that a crash left ahead of the file is mended by the same records coming again.
 */
final class IndexFiller implements FollowerSink {

    /** Records that are processed before they are noted in the file. */
    private static final int BATCH = 256;

    private final byte[] prefix;
    private final BatchProcessor processor;
    private final StatusStore states;
    private final BooleanSupplier wanted;
    private final Consumer<@Nullable Throwable> trouble;
    private Map<Integer, Long> noted = Map.of();
    private volatile String topic = "";

    IndexFiller(
            String collection,
            BatchProcessor processor,
            StatusStore states,
            BooleanSupplier wanted,
            Consumer<@Nullable Throwable> trouble) {
        this.prefix = (collection + "/").getBytes(StandardCharsets.UTF_8);
        this.processor = processor;
        this.states = states;
        this.wanted = wanted;
        this.trouble = trouble;
    }

    @Override
    public Map<Integer, Long> open(Uuid followed) {
        topic = followed.toString();
        noted = states.offsets(topic);
        return noted;
    }

    /** Returns the id of the topic that is followed, empty before the first record. */
    String topic() {
        return topic;
    }

    @Override
    public void accept(List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> positions) {
        List<LogRecord> own = new ArrayList<>();
        Map<Integer, Long> reached = new HashMap<>(noted);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (isOwn(record.key())) {
                own.add(LogRecords.of(record));
            }
            reached.put(record.partition(), record.offset() + 1);
            if (own.size() == BATCH) {
                process(own, reached);
                own.clear();
            }
        }
        if (!own.isEmpty() || !positions.equals(noted)) {
            process(own, positions);
        }
    }

    @Override
    public void broken(Throwable cause) {
        trouble.accept(cause);
    }

    private void process(List<LogRecord> records, Map<Integer, Long> reached) {
        if (!records.isEmpty()) {
            IngestResult result = processor.process(records, wanted);
            result.statuses().forEach(states::put);
        }
        states.commit(reached);
        noted = Map.copyOf(reached);
        trouble.accept(null);
    }

    /** What has no key of a document is nobody's. */
    private boolean isOwn(byte @Nullable [] key) {
        if (key == null || key.length <= prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (key[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
