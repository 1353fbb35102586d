package io.vizsla.query.bulk;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.Deletions;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.json.BodyMemory;
import io.vizsla.query.port.DocumentWrites;
import io.vizsla.query.security.Ownership;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** Takes a stream of documents, one JSON object a line, holding no more than a bounded number of them. */
@Singleton
public class BulkIngest {

    private final CollectionService collections;
    private final Deletions deletions;
    private final DocumentWrites writes;
    private final LimitsConfig limits;
    private final BodyMemory memory;

    /** Ingests by these parts. */
    public BulkIngest(
            CollectionService collections,
            Deletions deletions,
            DocumentWrites writes,
            LimitsConfig limits,
            BodyMemory memory) {
        this.collections = collections;
        this.deletions = deletions;
        this.writes = writes;
        this.limits = limits;
        this.memory = memory;
    }

    /**
     * Reads the stream to its end.
     *
     * @param own whose documents may be sent; the lines of others are rejected
     * @param patience how long to wait for the next document to be searchable, after which the rest is taken without
     *     waiting; empty not to wait at all
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; {@code LOG_UNAVAILABLE}, after which some documents may have
     *     been taken: sending all of them again does no harm
     */
    public BulkResult ingest(String collection, Ownership own, InputStream lines, Optional<Duration> patience) {
        collections.get(collection);
        deletions.refuse(collection);
        BulkRun run = new BulkRun(collection, own, writes, limits, patience.orElse(null));
        try (LineReader reader = new LineReader(lines, (int) limits.bulkLine().asLongValue(), memory)) {
            takeAll(run, reader);
            return run.finish();
        } catch (IOException broken) {
            throw VizslaException.of(
                    ErrorCode.INVALID_ARGUMENT, "the body ended early: " + broken.getMessage(), broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.NOT_READY, "the instance is shutting down", interrupted);
        } finally {
            run.stop();
        }
    }

    private static void takeAll(BulkRun run, LineReader lines) throws IOException, InterruptedException {
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (!line.blank()) {
                run.take(line);
            }
        }
    }
}
