package io.vizsla.ingestion.parse;

import io.vizsla.api.error.VizslaException;
import java.time.Duration;

/**
 * The bounds on reading files.
 *
 * @param textCharacters the most characters of text that a file may hold
 * @param timeLimit the longest that a file may take in the worker process, more than zero
 * @param workerMegabytes heap of the worker process, at least 64
 * @param workerIdle how long the worker process waits for the next file before it ends, more than zero
 * @param inProcessBytes Markdown and HTML up to this size are read in this process, larger files by the worker
 */
public record ParseOptions(
        int textCharacters, Duration timeLimit, int workerMegabytes, Duration workerIdle, int inProcessBytes) {

    /** 16 Mi characters, 60 seconds, 512 MiB, one minute idle, 1 MiB in process. */
    public static final ParseOptions DEFAULT =
            new ParseOptions(16 << 20, Duration.ofSeconds(60), 512, Duration.ofMinutes(1), 1 << 20);

    public ParseOptions {
        if (textCharacters < 1) {
            throw VizslaException.invalid("textCharacters", textCharacters, "at least 1");
        }
        if (!timeLimit.isPositive()) {
            throw VizslaException.invalid("timeLimit", timeLimit, "more than zero");
        }
        if (workerMegabytes < 64) {
            throw VizslaException.invalid("workerMegabytes", workerMegabytes, "at least 64");
        }
        if (!workerIdle.isPositive()) {
            throw VizslaException.invalid("workerIdle", workerIdle, "more than zero");
        }
        if (inProcessBytes < 0) {
            throw VizslaException.invalid("inProcessBytes", inProcessBytes, "at least 0");
        }
    }
}
