package io.vizsla.ingestion.parse;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps one worker process: starts it when a file needs it, and again after it ended. Safe for any number of threads. */
final class ParserWorkers implements AutoCloseable {

    private final ParseOptions options;
    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile @Nullable WorkerProcess worker;
    private volatile boolean closed;

    ParserWorkers(ParseOptions options) {
        this.options = options;
    }

    /**
     * Reads a file; waits while the worker reads others.
     *
     * @throws VizslaException as {@link DocumentParser#parse} does; {@code NOT_READY} once this is closed
     */
    ParsedDocument parse(MediaFamily family, byte[] content, String contentType) {
        lock.lock();
        try {
            WorkerFrames.Request request =
                    new WorkerFrames.Request(family, contentType, options.textCharacters(), content);
            ParsedDocument parsed = attempt(request);
            // The worker may have ended of idleness just when it was asked: one more try, with a new one.
            parsed = parsed != null ? parsed : attempt(request);
            if (parsed == null) {
                throw VizslaException.of(
                        ErrorCode.UNREADABLE_DOCUMENT, "The parser ended twice while it read the document");
            }
            return parsed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the worker, also in the middle of a file, which then fails. */
    @Override
    public void close() {
        closed = true;
        WorkerProcess running = worker;
        if (running != null) {
            running.kill();
        }
        lock.lock();
        try {
            discard();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ParsedDocument attempt(WorkerFrames.Request request) {
        WorkerProcess running = running();
        try {
            return running.parse(request, options);
        } catch (IOException ended) {
            discard();
            return null;
        }
    }

    private WorkerProcess running() {
        WorkerProcess running = worker;
        if (running == null || !running.alive()) {
            discard();
            running = WorkerProcess.start(options);
            worker = running;
        }
        if (closed) {
            discard();
            throw VizslaException.of(ErrorCode.NOT_READY, "The parser is closed");
        }
        return running;
    }

    private void discard() {
        WorkerProcess running = worker;
        worker = null;
        if (running != null) {
            running.close();
        }
    }
}
