package io.vizsla.broker;

import io.vizsla.api.error.VizslaException;
import java.nio.file.Path;

/**
 * The settings of the broker inside.
 *
 * @param directory what it stores; made if it is not there, used by one process at a time
 * @param host the address that clients reach it under and that it binds to
 * @param port that clients connect to, 0 for any free one, at most 65,535
 * @param messageBytes the largest batch of records that it takes, at least 1,024
 * @param internalPartitions how many partitions each of Kafka's own topics (offsets, transactions) has, 1 to 50; the first
 *     start decides
 */
public record BrokerOptions(Path directory, String host, int port, int messageBytes, int internalPartitions) {

    /** Room for the 1 MiB that the topic of documents takes, and for the headers that a dead letter has besides. */
    public static final int DEFAULT_MESSAGE_BYTES = 2 << 20;

    public BrokerOptions {
        if (host.isBlank()) {
            throw VizslaException.invalid("kafka.host", host, "an address or a host name of this machine");
        }
        if (port < 0 || port > 65_535) {
            throw VizslaException.invalid("kafka.port", port, "between 0 and 65535");
        }
        if (messageBytes < 1024) {
            throw VizslaException.invalid("kafka.messageBytes", messageBytes, "at least 1024");
        }
        if (internalPartitions < 1 || internalPartitions > 50) {
            throw VizslaException.invalid("kafka.internalPartitions", internalPartitions, "between 1 and 50");
        }
    }

    /** Returns the defaults: only this machine reaches it. */
    public static BrokerOptions in(Path directory, int port) {
        return new BrokerOptions(directory, "127.0.0.1", port, DEFAULT_MESSAGE_BYTES, 3);
    }
}
