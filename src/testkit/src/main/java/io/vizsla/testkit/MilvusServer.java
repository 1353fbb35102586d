package io.vizsla.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Milvus in a process of its own: Milvus Lite, which speaks the protocol of 2.6, or the server 2.3.5. Both come from
 * PyPI. It can be killed and started again on its data and its port.
 */
public final class MilvusServer implements AutoCloseable {

    private static final int START_SECONDS = 90;
    private static final int STARTS = 5;
    private static final int LISTENS_SECONDS = 20;
    private static final int LOG_CHARACTERS = 3_000;

    /** Of the server's own parts: some of their defaults belong to clients. */
    private static final List<String> INNER_PORTS = List.of(
            "--root-coord-port",
            "--proxy-internal-port",
            "--query-coord-port",
            "--query-node-port",
            "--index-coord-port",
            "--index-node-port",
            "--data-coord-port",
            "--data-node-port");

    private static final PythonPackages LITE =
            new PythonPackages("milvus-lite", "milvus-lite==3.2.2", "pymilvus==2.6.17");
    private static final PythonPackages SERVER = new PythonPackages("milvus-server", "milvus==2.3.5", "setuptools<80");

    private final IntFunction<List<String>> command;
    private final String scheme;
    private final String ready;
    private final Path folder;
    private final Path log;
    private final int port;
    private Process process;

    /** What to install. */
    private record PythonPackages(String name, String... requirements) {

        PythonEnvironment environment() {
            return PythonEnvironment.of(name, requirements);
        }
    }

    private MilvusServer(Path folder, String scheme, String ready, IntFunction<List<String>> command) {
        this.command = command;
        this.scheme = scheme;
        this.ready = ready;
        this.folder = folder;
        this.log = folder.resolve("milvus.log");
        this.port = Ports.free();
        this.process = start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Starts Milvus Lite 3.2.2 on a folder; aborts the test where it cannot be installed. */
    public static MilvusServer lite(Path folder) {
        Path program = LITE.environment().program("milvus-lite");
        String data = folder.resolve("data").toString();
        return new MilvusServer(
                folder,
                "http",
                "server listening",
                port -> List.of(
                        program.toString(),
                        "server",
                        "--data-dir",
                        data,
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port)));
    }

    /**
     * Starts the Milvus server 2.3.5 on a folder; aborts the test where it cannot be installed. Its clock ticks every 20 ms,
     * not every 200, so that reads which wait for it wait less.
     */
    public static MilvusServer server(Path folder) {
        return server(folder, "http", List.of());
    }

    /** Starts the same, but one that asks for credentials: those of {@code root} are {@code Milvus}. */
    public static MilvusServer guarded(Path folder) {
        return server(folder, "http", List.of("--authorization-enabled", "true"));
    }

    /** Starts the same as {@link #guarded}, but to be reached by TLS alone. */
    public static MilvusServer sealed(Path folder, TestAuthority.Identity identity) {
        return server(folder, "https", sealing("1", identity));
    }

    /** Starts the same as {@link #sealed}, but for those alone that show a certificate of an authority. */
    public static MilvusServer sealed(Path folder, TestAuthority.Identity identity, Path authority) {
        List<String> options = new ArrayList<>(sealing("2", identity));
        options.addAll(List.of("--ca-pem-path", authority.toString()));
        return server(folder, "https", options);
    }

    private static List<String> sealing(String mode, TestAuthority.Identity identity) {
        return List.of(
                "--authorization-enabled",
                "true",
                "--tls-mode",
                mode,
                "--server-pem-path",
                identity.certificate().toString(),
                "--server-key-path",
                identity.key().toString());
    }

    private static MilvusServer server(Path folder, String scheme, List<String> more) {
        Path program = SERVER.environment().program("milvus-server");
        String data = folder.resolve("data").toString();
        return new MilvusServer(folder, scheme, "Ctrl+C to exit", _ -> {
            List<String> command = new ArrayList<>(
                    List.of(program.toString(), "--data", data, "--extra-config", "proxy.timeTickInterval=20"));
            // Others at each start: a part that has another's address from before the end of the process, and reaches
            // its successor there, gives up, and all with it. Where nobody answers it asks until the successor is
            // known.
            int inner = Ports.free();
            for (int i = 0; i < INNER_PORTS.size(); i++) {
                command.add(INNER_PORTS.get(i));
                command.add(Integer.toString(inner + i));
            }
            command.addAll(more);
            return command;
        });
    }

    /** Returns where it listens. */
    public String uri() {
        return scheme + "://127.0.0.1:" + port;
    }

    /** Returns its first process, which started the others. */
    public synchronized ProcessHandle handle() {
        return process.toHandle();
    }

    /** Kills it as a crash would, with all its processes. */
    public synchronized void kill() {
        kill(process);
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again, on the same data and port. */
    public synchronized void restart() {
        kill();
        process = start();
    }

    @Override
    public void close() {
        kill();
    }

    /**
     * Starts it, up to five times: where one of its ports has been taken meanwhile the server ends beneath a first process
     * that goes on and says nothing.
     */
    private Process start() {
        for (int attempt = 1; ; attempt++) {
            Process started = launch();
            if (isReady(started) && isListening()) {
                return started;
            }
            kill(started);
            if (attempt == STARTS) {
                throw new UncheckedIOException(new IOException("Milvus did not start on port " + port + ": " + said()));
            }
        }
    }

    private boolean isReady(Process started) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (started.isAlive() && System.nanoTime() < end) {
            if (text(log).contains(ready)) {
                return true;
            }
            if (text(errors()).contains("panic:")) {
                return false;
            }
            rest();
        }
        return false;
    }

    /** Returns the ends of its logs. */
    private String said() {
        return Stream.of(log, logs().resolve("milvus-stdout.log"), errors())
                .map(MilvusServer::text)
                .map(text -> text.substring(Math.max(0, text.length() - LOG_CHARACTERS)))
                .collect(Collectors.joining("\n"));
    }

    private Path logs() {
        return folder.resolve("data").resolve("logs");
    }

    private Path errors() {
        return logs().resolve("milvus-stderr.log");
    }

    private static String text(Path log) {
        try {
            return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isListening() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LISTENS_SECONDS);
        while (System.nanoTime() < end) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
            } catch (IOException notYet) {
                rest();
            }
        }
        return false;
    }

    private static void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    private Process launch() {
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(errors());
            ProcessBuilder builder = new ProcessBuilder(command.apply(port))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("PYTHONUNBUFFERED", "1");
            builder.environment().put("ETCD_CONFIG_PATH", etcd().toString());
            // Not as an option: what reads those takes the next port for as long as the system remembers connections of
            // before.
            builder.environment().put("PROXY_PORT", Integer.toString(port));
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down where the server's own etcd listens: without it that is the same for all servers. */
    private Path etcd() throws IOException {
        String peers = "http://127.0.0.1:" + (port + 1);
        String clients = "http://127.0.0.1:" + (port + 2);
        return Files.writeString(folder.resolve("etcd.yaml"), """
                name: default
                listen-peer-urls: %1$s
                initial-advertise-peer-urls: %1$s
                initial-cluster: default=%1$s
                listen-client-urls: %2$s
                advertise-client-urls: %2$s
                """.formatted(peers, clients));
    }
}
