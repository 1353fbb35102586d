package io.vizsla.benchmarks.ingest;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long this process and a server beside it have kept processors busy: where both share them, the sum bounds the rate of whatever
 * the two do together.
 *
 * @param own seconds of this process
 * @param server seconds of the server's processes
 */
public record ProcessorTime(double own, double server) {

    /**
     * Reads both clocks.
     *
     * @param server its first process
     */
    public static ProcessorTime now(ProcessHandle server) {
        return new ProcessorTime(
                seconds(ProcessHandle.current()),
                Stream.concat(Stream.of(server), server.descendants())
                        .mapToDouble(ProcessorTime::seconds)
                        .sum());
    }

    /** Returns what was used since an earlier moment. */
    public ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(own - before.own, server - before.server);
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }
}
