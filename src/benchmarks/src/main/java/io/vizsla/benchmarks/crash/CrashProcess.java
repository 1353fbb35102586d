package io.vizsla.benchmarks.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A child process of ours that says when it is ready, and is killed. */
final class CrashProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final CountDownLatch ready = new CountDownLatch(1);

    private CrashProcess(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().start(this::readUntilReady);
    }

    /**
     * Starts one.
     *
     * @param log of what it writes to its standard error
     */
    static CrashProcess start(Class<?> main, List<String> arguments, Path log) throws IOException {
        return start(main, arguments, log, List.of());
    }

    /**
     * Starts one.
     *
     * @param log of what it writes to its standard error
     * @param options of its virtual machine
     */
    static CrashProcess start(Class<?> main, List<String> arguments, Path log, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new CrashProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    /** Returns a port of this machine that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns once it is ready. */
    void awaitReady() throws InterruptedException {
        if (!ready.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("The child did not start");
        }
    }

    /** Returns the process as the system knows it. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Kills it (SIGKILL). */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void readUntilReady() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(CrashChild.READY)) {
                    ready.countDown();
                }
            }
        } catch (IOException ended) {
            // A killed child's output may break off.
        }
    }
}
