package io.vizsla.standalone;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.port.Instance;
import io.vizsla.query.problem.ProblemRoutes;
import io.vizsla.standalone.config.ClusterConfig;
import io.vizsla.standalone.config.InstanceConfig;
import io.vizsla.standalone.config.Role;
import io.vizsla.standalone.handbook.Handbook;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The entry point. Exit code 128 plus its number after a signal, 5 where the environment does not allow a start, 1 for
 * anything else.
 */
@QuarkusMain
public final class Main implements QuarkusApplication {

    private static final int ENVIRONMENT = 5;
    private static final List<String> ENVIRONMENT_FIELDS = List.of("data-dir", "kafka.port", "kafka.directory");

    /** Starts the instance and returns when it has stopped. */
    public static void main(String[] arguments) {
        StopSignals.take();
        ProblemRoutes.takeUnreadableAddresses();
        Quarkus.run(Main.class, Main::ended, arguments);
    }

    private final Instance instance;
    private final Handbook handbook;
    private final InstanceConfig config;
    private final ClusterConfig cluster;

    /** Runs an instance whose parts have started. */
    public Main(Instance instance, Handbook handbook, InstanceConfig config, ClusterConfig cluster) {
        this.instance = instance;
        this.handbook = handbook;
        this.config = config;
        this.cluster = cluster;
    }

    @Override
    public int run(String... arguments) {
        StopSignals.running();
        Log.infof(
                "Vizsla is ready: console %s, Kafka %s, data %s, started in %.1f s; Ctrl-C stops it",
                console(),
                instance.bootstrapServers(),
                config.dataDir().toAbsolutePath().normalize(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        if (cluster.role() == Role.ALL) {
            Thread.ofVirtual().name("vizsla-handbook").start(handbook::send);
        }
        Quarkus.waitForExit();
        return 0;
    }

    private static String console() {
        Config config = ConfigProvider.getConfig();
        String host = config.getValue("quarkus.http.host", String.class);
        // Quarkus notes the port that it found under this name where any free one was asked for.
        int port = config.getValue("quarkus.http.port", Integer.class);
        String shown = host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
        return "http://" + shown + ":" + port + "/";
    }

    private static void ended(int code, @Nullable Throwable failure) {
        String reason = failure == null ? null : environment(failure);
        if (reason != null) {
            say("Vizsla cannot start: " + reason);
        } else if (failure != null && !StopSignals.stopping()) {
            Logger.getLogger(Main.class).error("Vizsla cannot start", failure);
        }
        System.exit(reason == null ? code : ENVIRONMENT);
    }

    /** Returns what is wrong with the environment, null if something else is wrong. */
    static @Nullable String environment(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VizslaException ours && isEnvironment(ours)) {
                return ours.detail();
            }
            if (cause instanceof BindException
                    || cause.getClass().getSimpleName().contains("PortAlreadyBound")) {
                return "the port of the console is taken; choose another one with --port";
            }
        }
        return null;
    }

    private static boolean isEnvironment(VizslaException error) {
        return error.code().kind() == ErrorKind.UNAVAILABLE
                || error.field().filter(field -> field.startsWith("vizsla.")).isPresent()
                || error.code() == ErrorCode.CONFLICT
                        && error.field().filter(ENVIRONMENT_FIELDS::contains).isPresent();
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.err.println(line);
    }
}
