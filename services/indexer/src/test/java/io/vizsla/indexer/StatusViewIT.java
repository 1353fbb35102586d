package io.vizsla.indexer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.SharedModel;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class StatusViewIT extends WithFixture {

    @Test
    void isFilledFromTheTopicWhateverBecameOfTheFile() throws Exception {
        ingestTwo();
        fixture.view.close();
        Files.write(fixture.statusFile(), new byte[4096]);

        fixture.view = StatusView.open(fixture.connection, fixture.statusFile());
        fixture.view.readToEnd(Duration.ofSeconds(30));

        assertThat(fixture.view.counts("docs")).containsEntry(DocumentState.INDEXED, 2L);
        assertThat(fixture.view.list("docs", null, "a", 10))
                .extracting(status -> status.document().id())
                .containsExactly("b");
    }

    @Test
    void opensTheFileAnewWhenAnInterruptedReaderClosedIt() throws Exception {
        try (var producer = fixture.connection.producer(Map.of("acks", "all"))) {
            for (int i = 0; i < 5000; i++) {
                DocumentStatus status = status("id" + i, i);
                producer.send(new ProducerRecord<>(
                        Topics.STATUS, 0, status.document().key().getBytes(UTF_8), StatusJson.write(status)));
            }
        }
        fixture.view.readToEnd(Duration.ofSeconds(60));

        // Pages that happen to be in memory are read without the file: open anew until the reader needs the file.
        VizslaException error = null;
        for (int i = 0; i < 10 && error == null; i++) {
            fixture.view.close();
            fixture.view = StatusView.open(fixture.connection, fixture.statusFile());
            fixture.view.readToEnd(Duration.ofSeconds(60));
            Thread.currentThread().interrupt();
            error = catchThrowableOfType(
                    VizslaException.class, () -> fixture.view.list("docs", null, null, Integer.MAX_VALUE));
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        eventually(() -> fixture.view.list("docs", null, null, Integer.MAX_VALUE));
        // The file has what was committed last; the rest comes from the topic once more.
        fixture.view.readToEnd(Duration.ofSeconds(60));
        assertThat(fixture.view.list("docs", null, null, Integer.MAX_VALUE).size())
                .isEqualTo(5000);
    }

    private static <T> T eventually(Callable<T> question) throws Exception {
        for (int i = 0; ; i++) {
            try {
                return question.call();
            } catch (VizslaException notYet) {
                if (i == 1200) {
                    throw notYet;
                }
                Thread.sleep(50);
            }
        }
    }

    private static DocumentStatus status(String id, long offset) {
        return new DocumentStatus(
                IndexerFixture.document(id),
                DocumentState.INDEXED,
                offset,
                "hash",
                "as",
                1,
                "a title",
                null,
                new LogPosition(0, offset),
                Instant.EPOCH);
    }

    @Test
    void secondViewSeesWhatTheTransactionsCommitted() throws Exception {
        ingestTwo();

        try (StatusView other = StatusView.open(fixture.connection, directory.resolve("other.mv"))) {
            other.readToEnd(Duration.ofSeconds(30));

            assertThat(other.list("docs", DocumentState.INDEXED, null, 10))
                    .isEqualTo(fixture.view.list("docs", DocumentState.INDEXED, null, 10));
        }
    }

    @Test
    void waitsForTheRecordAndForNoOlderOne() throws Exception {
        try (IndexerLoop _ = fixture.start()) {
            LogPosition first = fixture.append("a", "one");
            fixture.await("a", first);
            CompletableFuture<DocumentStatus> later = fixture.view.await(
                    IndexerFixture.document("a"), new LogPosition(first.partition(), first.offset() + 1));

            assertThat(later).isNotDone();
            LogPosition second = fixture.append("a", "two");
            assertThat(later.get(30, TimeUnit.SECONDS).position()).isEqualTo(second);
        }
    }

    @Test
    void registryTellsChangesToEveryProcess() {
        CollectionSpec spec = IndexerFixture.collection("notes");
        try (KafkaCollectionRegistry one = KafkaCollectionRegistry.open(fixture.connection);
                KafkaCollectionRegistry two = KafkaCollectionRegistry.open(fixture.connection)) {
            one.put(spec);
            two.refresh();

            assertThat(one.find("notes")).contains(spec);
            assertThat(two.list()).containsExactly(spec);
            two.remove("notes");
            one.refresh();
            assertThat(one.find("notes")).isEmpty();
            assertThat(two.find("notes")).isEmpty();
        }
        try (KafkaCollectionRegistry later = KafkaCollectionRegistry.open(fixture.connection)) {
            assertThat(later.list()).isEmpty();
        }
    }

    @Test
    void registryTellsSharedModelsToEveryProcess() {
        String sum = "0123456789abcdef".repeat(4);
        SharedModel model = new SharedModel(
                "own", "2", List.of(new ModelFile("model.json", sum, 7), new ModelFile("onnx/model.onnx", sum, 8)));
        try (KafkaCollectionRegistry one = KafkaCollectionRegistry.open(fixture.connection);
                KafkaCollectionRegistry two = KafkaCollectionRegistry.open(fixture.connection)) {
            one.models().put(model);
            two.refresh();

            assertThat(one.models().find("own")).contains(model);
            assertThat(two.models().list()).containsExactly(model);
            assertThat(two.list()).isEmpty();
        }
    }

    @Test
    void topicsAreBroughtInLine() throws Exception {
        ConfigResource documents = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DOCUMENTS);
        try (Admin admin = fixture.connection.admin("test")) {
            admin.incrementalAlterConfigs(Map.of(
                            documents,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();

            await(admin, documents, "delete");

            List<String> report = Topics.ensure(fixture.connection, TopicOptions.STANDALONE);

            assertThat(report).containsExactly("Changed vizsla.documents cleanup.policy from delete to compact");
            await(admin, documents, "compact");
            assertThat(Topics.ensure(fixture.connection, TopicOptions.STANDALONE))
                    .isEmpty();
        }
    }

    /** A broker learns of a change a moment after the controller has taken it. */
    private static void await(Admin admin, ConfigResource topic, String policy) throws Exception {
        String found = "";
        for (int i = 0; i < 600 && !found.equals(policy); i++) {
            Thread.sleep(i == 0 ? 0 : 50);
            found = admin.describeConfigs(List.of(topic))
                    .all()
                    .get()
                    .get(topic)
                    .get("cleanup.policy")
                    .value();
        }
        assertThat(found).isEqualTo(policy);
    }

    @Test
    void appendsFailWithATypedErrorWhenTheLogIsAway() {
        try (DocumentLog log = DocumentLog.open(
                LogConnection.to("127.0.0.1:1"),
                fixture.artefacts,
                new DocumentLogOptions(1024, "none", 1 << 20, Duration.ofMillis(300), Duration.ofSeconds(1)))) {
            CompletableFuture<LogPosition> failed =
                    log.append(IndexerFixture.document("a"), IndexerFixture.text("text"));

            VizslaException error = catchThrowableOfType(
                                            java.util.concurrent.ExecutionException.class,
                                            () -> failed.get(30, TimeUnit.SECONDS))
                                    .getCause()
                            instanceof VizslaException known
                    ? known
                    : null;
            assertThat(error).isNotNull();
            assertThat(error.code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE);
        }
    }

    private void ingestTwo() throws Exception {
        try (IndexerLoop _ = fixture.start()) {
            LogPosition a = fixture.append("a", "one");
            LogPosition b = fixture.append("b", "two");
            fixture.await("a", a);
            fixture.await("b", b);
        }
    }
}
