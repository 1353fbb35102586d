package io.vizsla.standalone.config;

import io.vizsla.api.error.VizslaException;
import io.vizsla.artefacts.S3Options;
import io.vizsla.index.milvus.MilvusOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * This process among others, checked.
 *
 * @param instance tells it from others of its role
 * @param startWait how long a start waits for Kafka and Milvus
 * @param artefacts the folder that all share, empty for one of its own
 * @param bucket that all share in place of a folder, empty for none
 * @param milvus where indexes are kept, empty where Lucene keeps them in the data folder
 */
public record Node(
        Role role,
        String instance,
        Duration startWait,
        Optional<Path> artefacts,
        Optional<S3Options> bucket,
        Optional<MilvusOptions> milvus) {

    /** One process with everything in its data folder. */
    public static final Node ALONE = new Node(
            Role.ALL, "standalone", Duration.ofMinutes(2), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Returns what the settings say.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if a role other than {@code all} has no log or no store to share
     */
    public static Node of(
            ClusterConfig cluster,
            KafkaConfig kafka,
            IndexConfig index,
            MilvusConfig milvus,
            ArtefactsConfig artefacts) {
        Role role = cluster.role();
        if (role != Role.ALL) {
            if (kafka.bootstrapServers().isEmpty()) {
                throw VizslaException.invalid(
                        "vizsla.kafka.bootstrap-servers",
                        "absent",
                        "the address of the Kafka cluster where vizsla.cluster.role is " + role);
            }
            if (index.store() != Store.MILVUS) {
                throw VizslaException.invalid(
                        "vizsla.index.store", index.store(), "MILVUS where vizsla.cluster.role is " + role);
            }
            if (cluster.artefactsDir().isEmpty() && artefacts.options().isEmpty()) {
                throw VizslaException.invalid(
                        "vizsla.cluster.artefacts-dir",
                        "absent",
                        "a folder that all processes share, or vizsla.artefacts.s3.bucket, where vizsla.cluster.role is "
                                + role);
            }
        }
        return new Node(
                role,
                checked(cluster.instance().orElseGet(() -> role == Role.ALL ? ALONE.instance() : host())),
                cluster.startWait(),
                cluster.artefactsDir(),
                artefacts.options(),
                index.store() == Store.MILVUS ? Optional.of(milvus.options(index)) : Optional.empty());
    }

    /** Kafka takes no other names of members. */
    private static String checked(String instance) {
        if (!instance.matches("[a-zA-Z0-9._-]{1,100}")) {
            throw VizslaException.invalid("vizsla.cluster.instance", instance, "1 to 100 of a-z A-Z 0-9 . _ -");
        }
        return instance;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            throw VizslaException.invalid("vizsla.cluster.instance", "absent", "given where the host has no name");
        }
    }
}
