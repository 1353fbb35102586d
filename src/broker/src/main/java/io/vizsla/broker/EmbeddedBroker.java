package io.vizsla.broker;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A Kafka broker in this process, open to any Kafka client that reaches its address. What a client was told is written
 * survives the sudden death of the process; the next start mends the ends of the log. (Like every Kafka broker it leaves
 * flushing to the operating system, so a loss of power may take the last seconds.)
 *
 * <p>Safe for any number of threads.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EmbeddedBroker.class.getName());

    private final DirectoryLock lock;
    private final KafkaNode node;
    private final String bootstrapServers;
    private final Duration startTime;
    private boolean closed;

    private EmbeddedBroker(DirectoryLock lock, KafkaNode node, String bootstrapServers, Duration startTime) {
        this.lock = lock;
        this.node = node;
        this.bootstrapServers = bootstrapServers;
        this.startTime = startTime;
    }

    /**
     * Starts a broker and returns once it takes requests.
     *
     * @throws VizslaException {@code CONFLICT} with the field {@code kafka.port} if the port is taken, or {@code
     *     kafka.directory} if another broker uses the directory; {@code STORE_UNAVAILABLE} if the directory cannot be
     *     written; {@code LOG_UNAVAILABLE} if the broker does not start
     */
    public static EmbeddedBroker start(BrokerOptions options) {
        long start = System.nanoTime();
        DirectoryLock lock = DirectoryLock.take(options.directory());
        try {
            BoundSockets sockets = BoundSockets.bind(options.host(), options.port());
            KafkaNode node = start(options, sockets);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            String address = options.host() + ":" + sockets.clientPort();
            LOG.log(System.Logger.Level.INFO, "Broker listens on {0}, started in {1} ms", address, took.toMillis());
            return new EmbeddedBroker(lock, node, address, took);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /** Returns where clients connect, as {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Returns how long the start took. */
    public Duration startTime() {
        return startTime;
    }

    /** Returns the name of the cluster, which stays with the directory. */
    public String clusterId() {
        return node.clusterId();
    }

    /** Stops the broker cleanly; a second call does nothing. Clients should be closed before. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            node.close();
            lock.close();
        }
    }

    private static KafkaNode start(BrokerOptions options, BoundSockets sockets) {
        try {
            Path logs = options.directory().resolve("log").toAbsolutePath();
            BrokerStorage.format(logs);
            Map<String, String> settings = BrokerSettings.of(options, logs, sockets);
            return KafkaNode.start(settings, sockets);
        } catch (VizslaException known) {
            sockets.close();
            throw known;
        } catch (Exception failed) {
            sockets.close();
            throw VizslaException.of(
                    ErrorCode.LOG_UNAVAILABLE, "The broker did not start: " + failed.getMessage(), failed);
        }
    }
}
