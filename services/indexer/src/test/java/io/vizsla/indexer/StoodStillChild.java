package io.vizsla.indexer;

import io.vizsla.artefacts.DirectoryArtefactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * An indexer in a process of its own that has read a batch and is about to write it when it is stopped; it says whether it
 * would have written.
 */
final class StoodStillChild {

    /** It has a batch. */
    static final String READ = "READ";

    /** It has let the batch be. */
    static final String LEFT = "LEFT";

    private StoodStillChild() {}

    /** Starts one; what it writes to an index would be, it writes to the file {@code written}. */
    static Process start(String bootstrapServers, Path directory, Duration session) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoodStillChild.class.getName(),
                        bootstrapServers,
                        directory.toString(),
                        Long.toString(session.toMillis()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]);
        LogConnection connection = new LogConnection(args[0], Map.of("session.timeout.ms", args[2]));
        StatusView view = StatusView.open(connection, directory.resolve("child/status.mv"));
        long session = Long.parseLong(args[2]);
        BatchProcessor processor = (_, wanted) -> {
            System.out.println(READ);
            long end = System.nanoTime() + Duration.ofMillis(session).toNanos();
            // Passed in no time: the process is stopped meanwhile, and the first thing that it does then is this.
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            if (wanted.getAsBoolean()) {
                write(directory.resolve("written"));
            }
            System.out.println(LEFT);
            throw new CancellationException("wanted no longer");
        };
        IndexerLoop.start(
                connection,
                processor,
                view,
                DirectoryArtefactStore.open(directory.resolve("child/artefacts")),
                ClusterProcess.options("child"),
                IndexerListener.NONE,
                IngestHold.NONE);
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "written");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
