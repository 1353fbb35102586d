package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** One run of the worker process, from its start to its end. One thread at a time. */
final class WorkerProcess implements AutoCloseable {

    /** With this the Java machine ends when its memory does: {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private static final Duration START = Duration.ofSeconds(30);

    private final Process process;
    private final Path folder;
    private final DataInputStream in;
    private final DataOutputStream out;

    private WorkerProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    }

    /**
     * Starts the process and waits for its greeting.
     *
     * @throws VizslaException {@code NOT_READY} if there is none
     */
    static WorkerProcess start(ParseOptions options) {
        WorkerProcess worker = null;
        try {
            Path folder = Files.createTempDirectory("vizsla-parser");
            worker = new WorkerProcess(launch(options, folder), folder);
            worker.greet();
            return worker;
        } catch (IOException failed) {
            if (worker != null) {
                worker.close();
            }
            throw VizslaException.of(ErrorCode.NOT_READY, "The parser worker cannot be started: " + failed, failed);
        }
    }

    /**
     * Has a file read, and ends the process if that takes too long.
     *
     * @throws VizslaException what the worker says of the file; {@code PARSE_LIMIT_EXCEEDED} if it met the bound on time
     *     or memory
     * @throws IOException if the process ended for any other reason
     */
    ParsedDocument parse(WorkerFrames.Request request, ParseOptions options) throws IOException {
        AtomicBoolean expired = new AtomicBoolean();
        CompletableFuture<Void> timer = killAfter(options.timeLimit(), expired);
        try {
            WorkerFrames.writeRequest(out, request);
            return WorkerFrames.readAnswer(in);
        } catch (IOException ended) {
            throw reason(ended, expired.get(), options);
        } finally {
            timer.cancel(false);
        }
    }

    /** Ends the process; any thread. Whoever waits for an answer learns that it ended. */
    void kill() {
        process.destroyForcibly();
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        clear(folder);
    }

    private static Process launch(ParseOptions options, Path folder) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + options.workerMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.net.useSystemProxies=false",
                // Names are looked up in this file alone, and it is not there.
                "-Djdk.net.hosts.file=" + folder.resolve("no-hosts"),
                "-Djavax.xml.accessExternalDTD=",
                "-Djavax.xml.accessExternalSchema=",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                WorkerClassPath.find(),
                ParserWorker.class.getName(),
                Long.toString(options.workerIdle().toMillis()),
                Long.toString(options.timeLimit().toMillis()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.to(new File(folder.toFile(), "stderr.log")));
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("JDK_JAVA"));
        return builder.start();
    }

    private void greet() throws IOException {
        AtomicBoolean expired = new AtomicBoolean();
        CompletableFuture<Void> timer = killAfter(START, expired);
        try {
            if (in.readInt() != WorkerFrames.GREETING) {
                throw new IOException("It did not greet");
            }
        } catch (IOException silent) {
            throw new IOException(expired.get() ? "It did not greet in " + START : "It said: " + lastWords(), silent);
        } finally {
            timer.cancel(false);
        }
    }

    private CompletableFuture<Void> killAfter(Duration limit, AtomicBoolean expired) {
        return CompletableFuture.runAsync(
                () -> {
                    expired.set(true);
                    process.destroyForcibly();
                },
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    private IOException reason(IOException ended, boolean expired, ParseOptions options) {
        if (expired) {
            throw VizslaException.field(
                    ErrorCode.PARSE_LIMIT_EXCEEDED,
                    "timeLimit",
                    "more than " + options.timeLimit().toSeconds() + " s",
                    "at most " + options.timeLimit().toSeconds() + " s");
        }
        if (exitValue() == OUT_OF_MEMORY) {
            throw VizslaException.field(
                    ErrorCode.PARSE_LIMIT_EXCEEDED,
                    "workerMegabytes",
                    "more than " + options.workerMegabytes() + " MiB of memory",
                    "at most " + options.workerMegabytes() + " MiB");
        }
        return ended;
    }

    private int exitValue() {
        try {
            return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private String lastWords() {
        try {
            String all = Files.readString(folder.resolve("stderr.log"));
            return all.substring(Math.max(0, all.length() - 500)).strip();
        } catch (IOException silent) {
            return "nothing";
        }
    }

    private static void clear(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftBehind) {
            System.getLogger(WorkerProcess.class.getName())
                    .log(System.Logger.Level.DEBUG, "A folder of a parser worker is left behind", leftBehind);
        }
    }
}
