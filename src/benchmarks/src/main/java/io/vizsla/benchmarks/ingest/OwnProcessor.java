package io.vizsla.benchmarks.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Gives a server a processor of its own and this process another one, as if each had a machine: by {@code taskset}, on Linux. */
public final class OwnProcessor {

    private OwnProcessor() {}

    /**
     * Parts the processors.
     *
     * @param server its first process, whose others are there already
     * @throws IllegalStateException if there are not two processors, or nothing that parts them
     */
    public static void part(ProcessHandle server) throws IOException, InterruptedException {
        Stream<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants());
        for (ProcessHandle process : all.toList()) {
            bind(process, 1);
        }
        bind(ProcessHandle.current(), 0);
    }

    private static void bind(ProcessHandle process, int processor) throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder(
                        List.of("taskset", "-a", "-c", "-p", String.valueOf(processor), String.valueOf(process.pid())))
                .redirectErrorStream(true)
                .start();
        String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!taskset.waitFor(10, TimeUnit.SECONDS) || taskset.exitValue() != 0) {
            throw new IllegalStateException("process " + process.pid() + " cannot be bound to a processor: " + said);
        }
    }
}
