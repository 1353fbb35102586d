package io.vizsla.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends sources, lines one file after the other so that a later line of an id wins, other files some at a time. Progress is
 * what was sent less what the instance says still waits on the log.
 */
final class IngestRun {

    private static final int FILES_AT_ONCE = 4;

    private final VizslaClient client;
    private final Uploader uploader;
    private final IngestSummary summary;
    private final Progress progress;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong documents = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private long totalBytes;

    IngestRun(VizslaClient client, Uploader uploader, IngestSummary summary, Progress progress) {
        this.client = client;
        this.uploader = uploader;
        this.summary = summary;
        this.progress = progress;
    }

    /** Returns once every source was sent and answered. */
    void run(List<Source> sources) {
        totalBytes = sources.stream().mapToLong(IngestRun::size).sum();
        try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory())) {
            var watching = watch.scheduleWithFixedDelay(this::watch, 500, 500, TimeUnit.MILLISECONDS);
            try {
                send(sources);
            } finally {
                watching.cancel(true);
            }
        }
    }

    private void send(List<Source> sources) {
        List<Source.Document> files = new ArrayList<>();
        for (Source source : sources) {
            switch (source) {
                case Source.Lines lines -> sendLines(lines);
                case Source.Document file -> files.add(file);
            }
        }
        sendFiles(files);
    }

    private void sendLines(Source.Lines lines) {
        try (InputStream content = Files.newInputStream(lines.file())) {
            summary.addLines(lines.name(), uploader.sendLines(content, this::sent));
        } catch (IOException unreadable) {
            summary.addUnreadable(lines.name(), "The file cannot be read: " + unreadable);
        }
    }

    private void sendFiles(List<Source.Document> files) {
        try (ExecutorService senders = Executors.newFixedThreadPool(
                FILES_AT_ONCE, Thread.ofPlatform().daemon().name("upload-", 0).factory())) {
            List<Future<?>> running = new ArrayList<>();
            files.forEach(file -> running.add(senders.submit(() -> sendFile(file))));
            try {
                running.forEach(IngestRun::await);
            } finally {
                senders.shutdownNow();
            }
        }
    }

    private void sendFile(Source.Document file) {
        try (InputStream content = Files.newInputStream(file.file())) {
            summary.addFiles(file.name(), uploader.sendFile(file, content));
        } catch (IOException unreadable) {
            summary.addUnreadable(file.name(), "The file cannot be read: " + unreadable);
        } catch (CliException refused) {
            if (refused.exitCode() == ExitCode.UNREACHABLE || refused.code().isEmpty()) {
                throw refused;
            }
            summary.addRefused(file.name(), refused);
        }
        sent(size(file), 1);
    }

    private static void await(Future<?> one) {
        try {
            one.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.FAILED, "Stopped.", null, stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private void sent(long moreBytes, long moreDocuments) {
        bytes.addAndGet(moreBytes);
        documents.addAndGet(moreDocuments);
        show();
    }

    /** Asks how much waits on the log. Progress is a courtesy: where the instance does not tell, the last answer stands. */
    private void watch() {
        try {
            waiting.set(client.get("/v1/status").path("ingest").path("lag").asLong());
        } catch (CliException untold) {
            System.getLogger(IngestRun.class.getName()).log(System.Logger.Level.DEBUG, "No status", untold);
        }
        show();
    }

    private void show() {
        long sent = documents.get();
        long done = Math.max(0, sent - waiting.get());
        double share = totalBytes == 0 ? 1 : (double) bytes.get() / totalBytes;
        progress.show(sent == 0 ? 0 : share * done / sent, done);
    }

    private static long size(Source source) {
        try {
            return Files.size(source.file());
        } catch (IOException unreadable) {
            // Whoever sends it says so.
            return 0;
        }
    }
}
