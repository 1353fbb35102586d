package io.vizsla.standalone.wiring;

import io.vizsla.broker.EmbeddedBroker;
import io.vizsla.indexer.LogConnection;
import io.vizsla.standalone.config.KafkaConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The log: a broker inside, or a Kafka cluster that somebody else runs. */
final class LogPart implements AutoCloseable {

    private final LogConnection connection;
    private final @Nullable EmbeddedBroker broker;

    private LogPart(LogConnection connection, @Nullable EmbeddedBroker broker) {
        this.connection = connection;
        this.broker = broker;
    }

    /**
     * Starts the broker, or does nothing where another log is named.
     *
     * @param folder of the broker's data
     */
    static LogPart open(KafkaConfig config, Path folder) {
        if (config.bootstrapServers().isPresent()) {
            return new LogPart(new LogConnection(config.bootstrapServers().get(), config.client()), null);
        }
        EmbeddedBroker broker = EmbeddedBroker.start(config.broker(folder));
        return new LogPart(LogConnection.to(broker.bootstrapServers()), broker);
    }

    LogConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        if (broker != null) {
            broker.close();
        }
    }
}
