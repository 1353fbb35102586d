package io.vizsla.broker;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Controller and broker on one metadata log. Put together from Kafka's parts, as its own server does, because only the
 * parts take sockets that are bound already.
 *
 * <p>A fault that Kafka deems fatal, such as a log directory that can no longer be written, ends the process with status
 * 1, as it ends a broker of its own: what runs here must be ready to die at any time anyway.
 */
final class KafkaNode implements AutoCloseable {

    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;

    private KafkaNode(SharedServer shared, ControllerServer controller, BrokerServer broker) {
        this.shared = shared;
        this.controller = controller;
        this.broker = broker;
    }

    static KafkaNode start(Map<String, String> settings, BoundSockets sockets) {
        KafkaConfig config = new KafkaConfig(settings, false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored =
                KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(KafkaNode.class), "");
        KafkaNode node = assemble(config, stored, sockets);
        try {
            node.controller.startup();
            node.broker.startup();
            return node;
        } catch (RuntimeException failed) {
            node.close();
            throw failed;
        }
    }

    String clusterId() {
        return shared.clusterId();
    }

    @Override
    public void close() {
        broker.shutdown();
        controller.shutdown();
    }

    private static KafkaNode assemble(
            KafkaConfig config, Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored, BoundSockets sockets) {
        String cluster = stored._1().clusterId().orElseThrow();
        Metrics metrics = Server.initializeMetrics(config, Time.SYSTEM, cluster);
        InetSocketAddress self = new InetSocketAddress("127.0.0.1", sockets.controllerPort());
        SharedServer shared = new SharedServer(
                config,
                stored._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(Map.of(BrokerSettings.NODE, self)),
                List.of(),
                new StandardFaultHandlerFactory(),
                sockets);
        return new KafkaNode(
                shared,
                new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2()),
                new BrokerServer(shared));
    }
}
