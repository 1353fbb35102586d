package io.vizsla.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Kafka's own settings for one small broker that is also its controller. */
final class BrokerSettings {

    /** The only node there is. */
    static final int NODE = 1;

    private BrokerSettings() {}

    static Map<String, String> of(BrokerOptions options, Path logs, BoundSockets sockets) {
        Map<String, String> settings = new HashMap<>();
        place(settings, options, logs, sockets);
        size(settings, options);
        internalTopics(settings, options.internalPartitions());
        return settings;
    }

    private static void place(Map<String, String> settings, BrokerOptions options, Path logs, BoundSockets sockets) {
        String clients = BoundSockets.CLIENTS + "://" + options.host() + ":" + sockets.clientPort();
        String controller = "127.0.0.1:" + sockets.controllerPort();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("log.dirs", logs.toString());
        settings.put("listeners", clients + "," + BoundSockets.CONTROLLER + "://" + controller);
        settings.put("advertised.listeners", clients);
        settings.put("inter.broker.listener.name", BoundSockets.CLIENTS);
        settings.put("controller.listener.names", BoundSockets.CONTROLLER);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        // The set of voters stands here and not in the metadata log, so the controller's port may change with each
        // start.
        settings.put("controller.quorum.voters", NODE + "@" + controller);
    }

    private static void size(Map<String, String> settings, BrokerOptions options) {
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(options.messageBytes()));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "3");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("queued.max.requests", "128");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        settings.put("log.cleaner.threads", "1");
        settings.put("metadata.log.segment.bytes", Integer.toString(16 << 20));
        settings.put("metadata.max.retention.bytes", Integer.toString(32 << 20));
        // One voter elects itself; the waits that protect a quorum of several only delay the start.
        settings.put("controller.quorum.election.timeout.ms", "200");
        settings.put("controller.quorum.fetch.timeout.ms", "2000");
        // After a sudden death the controller refuses the new incarnation until the old one's session has run out.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("initial.broker.registration.timeout.ms", "60000");
    }

    private static void internalTopics(Map<String, String> settings, int partitions) {
        settings.put("offsets.topic.num.partitions", Integer.toString(partitions));
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", Integer.toString(partitions));
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.segment.bytes", Integer.toString(16 << 20));
        settings.put("offsets.topic.segment.bytes", Integer.toString(16 << 20));
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        // Clients that die without a word may not hold up readers of committed records for long.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "5000");
    }
}
