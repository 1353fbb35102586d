package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

class TopicsIT extends WithFixture {

    private static final List<String> ALL =
            List.of(Topics.DOCUMENTS, Topics.DEAD_LETTERS, Topics.STATUS, Topics.REGISTRY, Topics.JUDGEMENTS);

    /**
     * A partition that is known but not open yet refuses what comes first, and where several requests are under way takes what comes after
     * it, so that the first never fits in again.
     */
    @Test
    void topicsThatWereJustMadeTakeRecordsAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            removeAll();
            Topics.ensure(fixture.connection, TopicOptions.STANDALONE);
            try (KafkaProducer<byte[], byte[]> producer =
                    fixture.connection.producer(Map.of("retries", 0, "enable.idempotence", false))) {
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (int partition = 0; partition < TopicOptions.STANDALONE.partitions(); partition++) {
                    sent.add(producer.send(
                            new ProducerRecord<>(Topics.DOCUMENTS, partition, new byte[] {1}, new byte[] {2})));
                }
                producer.flush();
                assertThat(sent).as("round " + round).allMatch(one -> one.state() == Future.State.SUCCESS);
            }
        }
    }

    private void removeAll() throws Exception {
        try (Admin admin = fixture.connection.admin("remove")) {
            admin.deleteTopics(ALL).all().get();
            await().until(() -> admin.listTopics().names().get().stream().noneMatch(ALL::contains));
        }
    }
}
