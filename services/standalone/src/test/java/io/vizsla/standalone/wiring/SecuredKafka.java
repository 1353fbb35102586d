package io.vizsla.standalone.wiring;

import io.vizsla.testkit.Ports;
import io.vizsla.testkit.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Kafka's own server as others run it: reached by TLS alone, by those it knows, who may do what they were given. */
final class SecuredKafka implements AutoCloseable {

    private static final String ADMIN = "admin";

    private final KafkaRaftServer server;
    private final String address;
    private final Path authority;

    private SecuredKafka(KafkaRaftServer server, String address, Path authority) {
        this.server = server;
        this.address = address;
        this.authority = authority;
    }

    /** Starts one that knows these users, whose passwords are their names read backwards, and the user {@code admin}. */
    static SecuredKafka start(Path folder, TestAuthority authority, String... users) throws Exception {
        Path log = Files.createDirectories(folder.resolve("log"));
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .addDirectory(log.toString())
                .setMetadataLogDirectory(log.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .run();
        String address = "127.0.0.1:" + Ports.free();
        Map<String, String> settings = settings(log, address, authority.issue("kafka"), users);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new SecuredKafka(server, address, authority.certificate());
    }

    String address() {
        return address;
    }

    static String password(String user) {
        return new StringBuilder(user).reverse().toString();
    }

    /** Returns what a client of this user sets. */
    Map<String, String> client(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.toString());
    }

    /** Lets a user do things with what has this name, or a name that begins so. */
    void allow(String user, ResourceType type, PatternType pattern, String name, AclOperation... operations)
            throws Exception {
        Collection<AclBinding> rights = new ArrayList<>();
        for (AclOperation operation : operations) {
            rights.add(new AclBinding(
                    new ResourcePattern(type, name, pattern),
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
        }
        Map<String, Object> settings = new HashMap<>(client(ADMIN, password(ADMIN)));
        settings.put("bootstrap.servers", address);
        try (Admin admin = Admin.create(settings)) {
            admin.createAcls(rights).all().get(1, TimeUnit.MINUTES);
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Map<String, String> settings(
            Path log, String address, TestAuthority.Identity identity, String... users) {
        String controller = "127.0.0.1:" + Ports.free();
        String inner = "127.0.0.1:" + Ports.free();
        Map<String, String> settings = new HashMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "log.dirs", log.toString(),
                "listeners", "CLIENTS://" + address + ",INNER://" + inner + ",CONTROLLER://" + controller,
                "advertised.listeners", "CLIENTS://" + address + ",INNER://" + inner,
                "listener.security.protocol.map", "CLIENTS:SASL_SSL,INNER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "INNER",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@" + controller));
        settings.putAll(Map.of(
                "listener.name.clients.ssl.keystore.type",
                "PEM",
                "listener.name.clients.ssl.keystore.location",
                identity.both().toString(),
                "listener.name.clients.sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config",
                known(users),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:" + ADMIN + ";User:ANONYMOUS"));
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "3");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    private static String known(String... users) {
        StringBuilder login = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required user_"
                + ADMIN + "=\"" + password(ADMIN) + "\"");
        for (String user : users) {
            login.append(" user_")
                    .append(user)
                    .append("=\"")
                    .append(password(user))
                    .append('"');
        }
        return login.append(';').toString();
    }
}
