package io.vizsla.artefacts;

import io.vizsla.testkit.PythonEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that speaks S3 and keeps everything in memory; aborts the test where it cannot be installed. */
final class S3Server implements AutoCloseable {

    private static final int SECONDS = 180;

    /** What it says once it listens, on a port of which the system says that it is free. */
    private static final Pattern LISTENS = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)\\s");

    private final Process process;
    private final URI address;

    private S3Server(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static S3Server start(Path folder) {
        Path program = PythonEnvironment.of("moto", "moto[server]==5.1.11").program("moto_server");
        try {
            Path log = folder.resolve("moto.log");
            Process process = new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", "0")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new S3Server(process, await(process, log));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI address() {
        return address;
    }

    private static URI await(Process process, Path log) throws IOException {
        for (int i = 0; i < SECONDS * 10 && process.isAlive(); i++) {
            Matcher listens = LISTENS.matcher(Files.readString(log));
            if (listens.find()) {
                return URI.create(listens.group(1));
            }
            pause();
        }
        throw new IOException("the S3 server did not start: " + Files.readString(log));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
