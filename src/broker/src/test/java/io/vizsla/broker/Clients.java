package io.vizsla.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the tests do as any Kafka client would. */
final class Clients {

    private static final TopicPartition PARTITION = new TopicPartition("notes", 0);

    private Clients() {}

    static void create(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic("notes", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    static void write(String servers, int from, int to) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>("notes", "k", Integer.toString(i)))
                        .get();
            }
        }
    }

    /** Writes numbers from this one on, and returns how many were acknowledged before the first that was not. */
    static int writeUntilItFails(String servers, int from) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", servers, "acks", "all", "request.timeout.ms", 2000, "delivery.timeout.ms", 3000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = from; ; i++) {
                try {
                    producer.send(new ProducerRecord<>("notes", "k", Integer.toString(i)))
                            .get();
                } catch (ExecutionException refused) {
                    return i - from;
                }
            }
        }
    }

    static List<Integer> read(String servers, int expected) {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest");
        List<Integer> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            while (consumer.position(PARTITION) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(Integer.parseInt(record.value()));
                }
            }
        }
        return values;
    }
}
