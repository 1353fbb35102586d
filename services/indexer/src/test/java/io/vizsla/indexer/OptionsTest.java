package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.QueryModels;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void namesTheTopicSettingThatIsOutOfBounds() {
        assertThat(field(() -> topics(0, 1, 1, 1 << 20, DAY))).isEqualTo("topics.partitions");
        assertThat(field(() -> topics(1, 0, 1, 1 << 20, DAY))).isEqualTo("topics.replicas");
        assertThat(field(() -> topics(1, 1, 2, 1 << 20, DAY))).isEqualTo("topics.minInSyncReplicas");
        assertThat(field(() -> topics(1, 1, 1, 1, DAY))).isEqualTo("topics.documentBytes");
        assertThat(field(() -> topics(1, 1, 1, 1 << 20, Duration.ZERO))).isEqualTo("topics.deadLetterRetention");
    }

    @Test
    void namesTheLogSettingThatIsOutOfBounds() {
        assertThat(field(() -> new DocumentLogOptions(1, "lz4", 1 << 20, DAY, DAY)))
                .isEqualTo("log.claimBytes");
        assertThat(field(() -> new DocumentLogOptions(1024, "rar", 1 << 20, DAY, DAY)))
                .isEqualTo("log.compression");
        assertThat(field(() -> new DocumentLogOptions(1024, "lz4", 1, DAY, DAY)))
                .isEqualTo("log.bufferBytes");
        assertThat(field(() -> new DocumentLogOptions(1024, "lz4", 1 << 20, Duration.ZERO, DAY)))
                .isEqualTo("log.blockFor");
        assertThat(field(() -> new DocumentLogOptions(1024, "lz4", 1 << 20, DAY, Duration.ZERO)))
                .isEqualTo("log.deliverFor");
    }

    @Test
    void namesTheLoopSettingThatIsOutOfBounds() {
        assertThat(field(() -> loop("", 1, 1024, DAY, DAY))).isEqualTo("ingest.group");
        assertThat(field(() -> loop("g", 0, 1024, DAY, DAY))).isEqualTo("ingest.batchRecords");
        assertThat(field(() -> loop("g", 1, 1, DAY, DAY))).isEqualTo("ingest.batchBytes");
        assertThat(field(() -> loop("g", 1, 1024, Duration.ZERO, DAY))).isEqualTo("ingest.firstBackOff");
        assertThat(field(() -> loop("g", 1, 1024, DAY, Duration.ofHours(1)))).isEqualTo("ingest.longestBackOff");
    }

    @Test
    void collectionsReadBackFromJson() {
        CollectionSpec spec = new CollectionSpec(
                "docs",
                "bge-small-en-v1.5",
                "en",
                new Cutting(256, 32),
                FieldSchema.of(Map.of("year", FieldType.INTEGER)),
                Map.of("fusion", Map.of("weights", List.of(1, 2.5, true, "x"))));

        assertThat(CollectionJson.read(CollectionJson.write(spec))).isEqualTo(spec);
        assertThat(CollectionJson.toMap(spec)).doesNotContainKey("dimension");
        assertThat(CollectionJson.read(CollectionJson.write(spec.withDimension(192))))
                .isEqualTo(spec.withDimension(192));
        assertThat(field(() -> CollectionJson.readFields(Map.of("year", "decimal"))))
                .isEqualTo("fields.year");
        assertThat(field(() -> CollectionJson.fromMap(Map.of("name", "docs", "model", 7))))
                .isEqualTo("model");
    }

    @Test
    void queryModelsReadBackFromJson() {
        CollectionSpec spec = new CollectionSpec("docs", "fake", "en", new Cutting(64, 8), FieldSchema.EMPTY, Map.of());
        CollectionSpec tuned = spec.withQueryModels(new QueryModels("fake-2", null, "fake"));

        assertThat(CollectionJson.toMap(spec)).doesNotContainKey("queryModels");
        assertThat(CollectionJson.read(CollectionJson.write(spec)).queryModels())
                .isEqualTo(QueryModels.NONE);
        assertThat(CollectionJson.read(CollectionJson.write(tuned))).isEqualTo(tuned);
        assertThat(field(() -> CollectionJson.fromMap(with(tuned, "fake-2")))).isEqualTo("queryModels");
        assertThat(field(() -> CollectionJson.fromMap(with(tuned, Map.of("previous", 7)))))
                .isEqualTo("queryModels.previous");
    }

    private static Map<String, Object> with(CollectionSpec spec, Object queryModels) {
        Map<String, Object> object = new HashMap<>(CollectionJson.toMap(spec));
        object.put("queryModels", queryModels);
        return object;
    }

    @Test
    void rolesAndTasksReadBackFromJson() {
        CollectionSpec spec = new CollectionSpec(
                "docs",
                "fake",
                "en",
                new Cutting(256, 32),
                FieldSchema.EMPTY,
                Purpose.MEMORY,
                new Tasks(Map.of("support", "Find the page", "code", "Find the method"), "code"),
                Map.of());
        Map<String, Object> older = new HashMap<>(CollectionJson.toMap(spec));
        older.keySet().removeAll(List.of("role", "tasks", "defaultTask"));

        assertThat(CollectionJson.read(CollectionJson.write(spec))).isEqualTo(spec);
        assertThat(CollectionJson.fromMap(older).purpose()).isEqualTo(Purpose.KNOWLEDGE);
        assertThat(CollectionJson.fromMap(older).tasks()).isEqualTo(Tasks.NONE);
    }

    @Test
    void pausesDoubleUpToTheLongestAndStartOver() {
        BackOff backOff = new BackOff(Duration.ofMillis(100), Duration.ofMillis(350));

        for (int most : new int[] {100, 200, 350, 350}) {
            assertThat(backOff.next()).isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
        }
        backOff.reset();
        assertThat(backOff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(backOff.failures()).isEqualTo(1);
    }

    private static TopicOptions topics(int partitions, int replicas, int inSync, int bytes, Duration retention) {
        return new TopicOptions(partitions, (short) replicas, (short) inSync, bytes, retention, DAY);
    }

    private static LoopOptions loop(String group, int records, long bytes, Duration first, Duration longest) {
        return new LoopOptions(group, "i", records, bytes, 1024, first, longest, DAY, DAY);
    }

    private static String field(Runnable options) {
        return catchThrowableOfType(VizslaException.class, options::run).field().orElseThrow();
    }
}
