package io.vizsla.indexer;

import io.vizsla.api.access.AccessKey;
import io.vizsla.api.access.AccessKeys;
import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.collection.RebuildRegistry;
import io.vizsla.api.document.CollectionName;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.SharedModel;
import io.vizsla.api.model.SharedModels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The collections, their rebuilds, the API's keys and the models that processes share, as the compacted topic
 * {@code vizsla.registry} tells them, kept in memory. A change is on the log and seen here when its call returns; another process sees it a moment later, or at once after {@link #refresh()}.
 */
public final class KafkaCollectionRegistry implements CollectionRegistry, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KafkaCollectionRegistry.class.getName());
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final RegistryTable<CollectionSpec> collections = new RegistryTable<>("collection/", CollectionJson::read);
    private final RegistryTable<Rebuild> rebuilds = new RegistryTable<>("rebuild/", RebuildJson::read);
    private final RegistryTable<AccessKey> keys = new RegistryTable<>("key/", AccessKeyJson::read);
    private final RegistryTable<SharedModel> models = new RegistryTable<>("model/", SharedModelJson::read);
    private final RebuildTables ofRebuilds = RebuildTables.of(collections, rebuilds);
    private final List<RegistryTable<?>> tables = Stream.concat(
                    Stream.of(collections, rebuilds, keys, models), ofRebuilds.own().stream())
            .toList();
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicFollower follower;
    private final RebuildControl control;
    private final boolean shared;

    private KafkaCollectionRegistry(LogConnection connection, boolean shared) {
        this.shared = shared;
        this.producer = connection.producer(
                Map.of("client.id", "vizsla-registry", "acks", "all", "enable.idempotence", true, "linger.ms", 0));
        this.follower = TopicFollower.start(connection, Topics.REGISTRY, new Sink());
        this.control = new RebuildControl(ofRebuilds, new LoneWriter(connection, follower), follower);
    }

    /**
     * Opens the registry of one process and returns once it knows all collections.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if the log does not answer
     */
    public static KafkaCollectionRegistry open(LogConnection connection) {
        return open(connection, false);
    }

    /**
     * Opens a registry that other processes change, too: a change of a collection that has gone over to another index meanwhile
     * is refused with {@code CONFLICT}.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if the log does not answer
     */
    public static KafkaCollectionRegistry openShared(LogConnection connection) {
        return open(connection, true);
    }

    private static KafkaCollectionRegistry open(LogConnection connection, boolean shared) {
        KafkaCollectionRegistry registry = new KafkaCollectionRegistry(connection, shared);
        try {
            registry.refresh();
            return registry;
        } catch (RuntimeException failed) {
            registry.close();
            throw failed;
        }
    }

    @Override
    public Optional<CollectionSpec> find(String name) {
        return collections.find(name);
    }

    @Override
    public List<CollectionSpec> list() {
        return collections.list();
    }

    @Override
    public void put(CollectionSpec spec) {
        if (shared) {
            control.put(spec);
            return;
        }
        write(collections.key(spec.name()), CollectionJson.write(spec));
    }

    @Override
    public void remove(String name) {
        write(collections.key(CollectionName.check(name)), null);
    }

    /** Returns the rebuilds of the same topic. */
    public RebuildRegistry rebuilds() {
        return new Rebuilds();
    }

    /** Returns what processes tell one another of rebuilds. */
    public RebuildControl control() {
        return control;
    }

    /** Returns the keys of the REST API, which the same topic tells. */
    public AccessKeys keys() {
        return new Keys();
    }

    /** Returns the models that processes share, which the same topic tells. */
    public SharedModels models() {
        return new Models();
    }

    /**
     * Reads up to the present end of the topic. Whoever is about to call a collection unknown does this first.
     *
     * @throws VizslaException {@code LOG_UNAVAILABLE} if the log does not answer
     */
    public void refresh() {
        follower.readToEnd(WAIT);
    }

    @Override
    public void close() {
        follower.close();
        producer.close(Duration.ofSeconds(5));
    }

    private void write(String name, byte @Nullable [] value) {
        String doing = "write " + name + " to the registry";
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        RecordMetadata written;
        try {
            written = LogErrors.get(
                    producer.send(new ProducerRecord<>(Topics.REGISTRY, key, value)), WAIT.toMillis(), doing);
        } catch (KafkaException failed) {
            throw LogErrors.unavailable(doing, failed);
        }
        follower.await(written.partition(), written.offset(), WAIT);
    }

    /** Keeps the map in step with the topic; goes on where it was when following breaks, so that nothing is forgotten. */
    private final class Sink implements FollowerSink {

        private Uuid followed = Uuid.ZERO_UUID;
        private Map<Integer, Long> reached = Map.of();

        @Override
        public Map<Integer, Long> open(Uuid topic) {
            if (!topic.equals(followed)) {
                tables.forEach(RegistryTable::clear);
                followed = topic;
                reached = Map.of();
            }
            return reached;
        }

        @Override
        public void accept(List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Long> positions) {
            records.forEach(this::accept);
            reached = Map.copyOf(positions);
        }

        private void accept(ConsumerRecord<byte[], byte[]> record) {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            try {
                tables.forEach(table -> table.accept(key, record.value()));
            } catch (VizslaException unreadable) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "Passed over {0} at offset {1}: {2}",
                        key,
                        record.offset(),
                        unreadable.detail());
            }
        }
    }

    /** The rebuilds as the topic tells them. */
    private final class Rebuilds implements RebuildRegistry {

        @Override
        public Optional<Rebuild> find(String collection) {
            return rebuilds.find(collection);
        }

        @Override
        public List<Rebuild> list() {
            return rebuilds.list();
        }

        @Override
        public void put(Rebuild rebuild) {
            write(rebuilds.key(rebuild.collection()), RebuildJson.write(rebuild));
        }

        @Override
        public void remove(String collection) {
            if (find(collection).isPresent()) {
                write(rebuilds.key(collection), null);
            }
        }
    }

    /** The keys as the topic tells them. */
    private final class Keys implements AccessKeys {

        @Override
        public Optional<AccessKey> find(String id) {
            return keys.find(id);
        }

        @Override
        public List<AccessKey> list() {
            return keys.list();
        }

        @Override
        public void put(AccessKey key) {
            write(keys.key(key.id()), AccessKeyJson.write(key));
        }

        @Override
        public void remove(String id) {
            if (find(id).isPresent()) {
                write(keys.key(id), null);
            }
        }
    }

    /** The shared models as the topic tells them. */
    private final class Models implements SharedModels {

        @Override
        public Optional<SharedModel> find(String name) {
            return models.find(name);
        }

        @Override
        public List<SharedModel> list() {
            return models.list();
        }

        @Override
        public void put(SharedModel model) {
            write(models.key(model.name()), SharedModelJson.write(model));
        }
    }
}
