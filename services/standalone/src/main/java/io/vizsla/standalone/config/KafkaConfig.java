package io.vizsla.standalone.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vizsla.api.error.VizslaException;
import io.vizsla.broker.BrokerOptions;
import io.vizsla.indexer.DocumentLogOptions;
import io.vizsla.indexer.TopicOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The broker inside, its topics, and the way of documents onto the log. */
@ConfigMapping(prefix = "vizsla.kafka")
public interface KafkaConfig {

    /** The Kafka cluster to use, {@code host:port}, several separated by commas; if it is not given, a broker inside. */
    Optional<String> bootstrapServers();

    /** Kafka's own settings for every client of that cluster, such as those of TLS and SASL. */
    Map<String, String> client();

    /** How many brokers of that cluster have each record; the creation of a topic decides. */
    @WithDefault("1")
    short replicas();

    /** How many of them must have a record before it counts as written; the creation of a topic decides. */
    @WithDefault("1")
    short minInSyncReplicas();

    /** The address that Kafka clients reach the broker under. */
    @WithDefault("127.0.0.1")
    String host();

    /** The port that Kafka clients connect to; 0 for any free one. */
    @WithDefault("9092")
    int port();

    /** The largest batch of records that the broker takes. */
    @WithDefault("2M")
    MemorySize messageBytes();

    /** How many partitions each of Kafka's own topics has; the first start decides. */
    @WithDefault("3")
    int internalPartitions();

    /** How many partitions the topics of documents, states and dead letters have; the first start decides. */
    @WithDefault("4")
    int partitions();

    /** The largest batch of records on the topic of documents. */
    @WithDefault("1M")
    MemorySize documentBytes();

    /** How long dead letters are kept. */
    @WithDefault("30d")
    Duration deadLetterRetention();

    /** How long a deletion stays on the compacted topics. */
    @WithDefault("30d")
    Duration tombstoneRetention();

    /** Documents longer than this travel beside the log. */
    @WithDefault("512K")
    MemorySize claimBytes();

    /** How documents are compressed on the log: none, gzip, snappy, lz4 or zstd. */
    @WithDefault("lz4")
    String compression();

    /** The most memory for documents on their way to the log. */
    @WithDefault("32M")
    MemorySize bufferBytes();

    /** How long an append may wait for room in that memory. */
    @WithDefault("30s")
    Duration blockFor();

    /** How long an append is tried before it fails. */
    @WithDefault("2m")
    Duration deliverFor();

    /** Returns the broker's settings. */
    default BrokerOptions broker(Path directory) {
        return new BrokerOptions(directory, host(), port(), Sizes.bytes(messageBytes()), internalPartitions());
    }

    /** Returns the topics' settings. */
    default TopicOptions topics() {
        return new TopicOptions(
                partitions(),
                replicas(),
                minInSyncReplicas(),
                Sizes.bytes(documentBytes()),
                deadLetterRetention(),
                tombstoneRetention());
    }

    /** Returns the producer's settings. */
    default DocumentLogOptions log() {
        long most = documentBytes().asLongValue() / 10 * 9;
        if (claimBytes().asLongValue() > most) {
            throw VizslaException.invalid(
                    "vizsla.kafka.claim-bytes",
                    claimBytes().asLongValue(),
                    "at most " + most + ", 90 % of vizsla.kafka.document-bytes");
        }
        return new DocumentLogOptions(
                Sizes.bytes(claimBytes()), compression(), bufferBytes().asLongValue(), blockFor(), deliverFor());
    }
}
