package io.vizsla.indexer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The topics of the platform: their names, and making sure that they are there with the settings they need. */
public final class Topics {

    /** Documents and deletions, key {@code collection/documentId}; compacted, the source of truth. */
    public static final String DOCUMENTS = "vizsla.documents";
    /** Records that could not be used, byte for byte. */
    public static final String DEAD_LETTERS = "vizsla.documents.dlq";
    /** The state of each document; compacted. */
    public static final String STATUS = "vizsla.status";
    /** The collections, key {@code collection/NAME}; compacted, one partition so that changes have one order. */
    public static final String REGISTRY = "vizsla.registry";

    /** What people said of hits, key {@code collection/query/kind/document}; compacted, one partition. */
    public static final String JUDGEMENTS = "vizsla.judgements";

    private static final long WAIT_MILLIS = TimeUnit.SECONDS.toMillis(30);

    /** For the first answer: who waits for a broker that is not there yet wants to say so. */
    private static final int KNOCK_MILLIS = 10_000;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Topics() {}

    /**
     * Creates the topics that are missing and brings the settings of the others in line.
     *
     * @return what was changed, a sentence each; empty if all was well
     * @throws VizslaException {@code CONFLICT} if a topic is there that cannot be brought in line; {@code LOG_UNAVAILABLE}
     *     if the log does not answer, or refuses us; {@code INVALID_ARGUMENT} if the connection's settings are none
     */
    public static List<String> ensure(LogConnection connection, TopicOptions options) {
        try (Admin admin = connection.admin("vizsla-topics")) {
            Map<String, NewTopic> wanted = TopicSettings.of(options);
            ListTopicsOptions soon = new ListTopicsOptions().timeoutMs(KNOCK_MILLIS);
            Set<String> there = LogErrors.get(admin.listTopics(soon).names(), WAIT_MILLIS, "list the topics");
            List<String> report = create(admin, wanted, there);
            Map<String, NewTopic> older = new LinkedHashMap<>(wanted);
            older.keySet().retainAll(there);
            check(admin, older);
            report.addAll(adjust(admin, older));
            return report;
        } catch (VizslaException failed) {
            throw connection.of(failed);
        }
    }

    private static List<String> create(Admin admin, Map<String, NewTopic> wanted, Set<String> there) {
        List<String> report = new ArrayList<>();
        List<NewTopic> missing = new ArrayList<>();
        wanted.forEach((name, topic) -> {
            if (!there.contains(name)) {
                missing.add(topic);
                report.add("Created topic " + name + " with " + topic.numPartitions() + " partitions");
            }
        });
        LogErrors.get(admin.createTopics(missing).all(), WAIT_MILLIS, "create the topics");
        awaitKnown(admin, missing.stream().map(NewTopic::name).toList());
        awaitOpen(admin, missing);
        return report;
    }

    /** A broker learns of a topic a moment after the controller has made it; until then it denies that there is one. */
    private static void awaitKnown(Admin admin, List<String> names) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        Set<String> known = Set.of();
        while (!known.containsAll(names) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
            known = LogErrors.get(admin.listTopics().names(), WAIT_MILLIS, "list the topics");
        }
    }

    /**
     * A broker tells who leads a partition a moment before that one has opened it. What a producer sends in between is refused, and if
     * another of its requests comes just after that moment, the broker takes it as the first: what was refused never fits in again,
     * and fails after two minutes.
     */
    private static void awaitOpen(Admin admin, List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        // Only the leader of an open partition knows; others are asked again.
        LogErrors.get(admin.listOffsets(ends).all(), WAIT_MILLIS, "open the topics");
    }

    /** The view of states relies on one partition per key on either side, the registry on a single order. */
    private static void check(Admin admin, Map<String, NewTopic> older) {
        Map<String, TopicDescription> found =
                LogErrors.get(admin.describeTopics(older.keySet()).allTopicNames(), WAIT_MILLIS, "describe the topics");
        TopicDescription registry = found.get(REGISTRY);
        if (registry != null && registry.partitions().size() != 1) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    REGISTRY + ".partitions",
                    registry.partitions().size(),
                    "1");
        }
    }

    private static List<String> adjust(Admin admin, Map<String, NewTopic> older) {
        List<ConfigResource> resources = older.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> found =
                LogErrors.get(admin.describeConfigs(resources).all(), WAIT_MILLIS, "read the topics' settings");
        List<String> report = new ArrayList<>();
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new LinkedHashMap<>();
        found.forEach((resource, config) -> {
            List<AlterConfigOp> ops = changes(resource.name(), wantedSettings(older, resource.name()), config, report);
            if (!ops.isEmpty()) {
                changes.put(resource, ops);
            }
        });
        LogErrors.get(admin.incrementalAlterConfigs(changes).all(), WAIT_MILLIS, "change the topics' settings");
        return report;
    }

    private static Map<String, String> wantedSettings(Map<String, NewTopic> older, String name) {
        NewTopic topic = older.get(name);
        return topic == null ? Map.of() : topic.configs();
    }

    private static List<AlterConfigOp> changes(
            String topic, Map<String, String> wanted, Config found, List<String> report) {
        List<AlterConfigOp> ops = new ArrayList<>();
        wanted.forEach((name, value) -> {
            ConfigEntry entry = found.get(name);
            String before = entry == null ? "" : entry.value();
            if (!value.equals(before)) {
                ops.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
                report.add("Changed " + topic + " " + name + " from " + before + " to " + value);
            }
        });
        return ops;
    }
}
