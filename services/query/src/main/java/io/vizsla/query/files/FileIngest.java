package io.vizsla.query.files;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.bulk.FailedDocument;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.Deletions;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.json.BodyMemory;
import io.vizsla.query.port.DocumentWrites;
import io.vizsla.query.port.Futures;
import io.vizsla.query.problem.Problem;
import io.vizsla.query.security.Ownership;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the files of a multipart stream, one document each. */
@Singleton
public class FileIngest {

    private final CollectionService collections;
    private final Deletions deletions;
    private final DocumentWrites writes;
    private final LimitsConfig limits;
    private final BodyMemory memory;

    /** Ingests by these parts. */
    public FileIngest(
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
     * Reads the stream to its end and appends each file.
     *
     * @param own whose documents may be sent; the files of others are rejected
     * @param id of the document; null to name it as its file
     * @param patience how long to wait for all of them to be searchable; empty not to wait
     */
    public FilesResult ingest(
            String collection,
            Ownership own,
            InputStream body,
            MediaType type,
            @Nullable String id,
            Optional<Duration> patience) {
        collections.get(collection);
        deletions.refuse(collection);
        try (Upload upload = new UploadReader(limits).read(body, type)) {
            requireOne(upload, id);
            return ingest(collection, own, upload, id, patience);
        }
    }

    private FilesResult ingest(
            String collection, Ownership own, Upload upload, @Nullable String id, Optional<Duration> patience) {
        List<AcceptedFile> accepted = new ArrayList<>();
        List<RejectedFile> rejected = new ArrayList<>();
        for (UploadedFile file : upload.files()) {
            try {
                if (file.refusal() != null) {
                    throw file.refusal();
                }
                String name = id == null ? own.named(file.name()) : id;
                DocumentRef ref = own.require(new DocumentRef(collection, name).writable());
                accepted.add(append(file, ref, own, upload.metadata()));
            } catch (VizslaException refused) {
                if (refused.code().kind() != ErrorKind.CALLER) {
                    throw refused;
                }
                rejected.add(new RejectedFile(
                        Problem.of(VizslaException.invalid("file", file.name(), ""))
                                .value(),
                        refused.code().id(),
                        Problem.of(refused).detail()));
            }
        }
        return patience.map(time -> waited(collection, accepted, rejected, time))
                .orElseGet(() -> new FilesResult(accepted, rejected, null, null, null));
    }

    private AcceptedFile append(
            UploadedFile file, DocumentRef ref, Ownership own, Map<String, @Nullable Object> metadata) {
        try (BodyMemory.Room _ = memory.take(size(file.content()))) {
            byte[] content = content(file.content());
            if (content.length == 0) {
                throw VizslaException.field(ErrorCode.EMPTY_DOCUMENT, "file", "0 bytes", "at least 1 byte");
            }
            DocumentBody document = own.owned(DocumentBody.ofContent(content, file.contentType(), metadata, null));
            LogPosition position = Futures.join(writes.append(ref, document), limits.defaultWait());
            return new AcceptedFile(ref.id(), position.partition(), position.offset());
        }
    }

    private FilesResult waited(
            String collection, List<AcceptedFile> accepted, List<RejectedFile> rejected, Duration time) {
        List<FailedDocument> failed = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        long deadline = System.nanoTime() + time.toNanos();
        for (AcceptedFile file : accepted) {
            DocumentStatus status = status(collection, file, deadline);
            if (status == null) {
                pending.add(file.id());
            } else if (status.failure() != null) {
                failed.add(new FailedDocument(
                        file.id(),
                        status.failure().code().id(),
                        status.failure().detail()));
            }
        }
        return new FilesResult(accepted, rejected, failed, (long) pending.size(), pending);
    }

    /** Returns what became of a file, null if that is not known in time. */
    private @Nullable DocumentStatus status(String collection, AcceptedFile file, long deadline) {
        LogPosition position = new LogPosition(file.partition(), file.offset());
        try {
            return Futures.join(
                    writes.await(new DocumentRef(collection, file.id()), position),
                    Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0)));
        } catch (VizslaException late) {
            if (late.code() == ErrorCode.TIMEOUT) {
                return null;
            }
            throw late;
        }
    }

    private static long size(@Nullable Path path) {
        try {
            return path == null ? 0 : Files.size(path);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static byte[] content(@Nullable Path path) {
        try {
            return path == null ? new byte[0] : Files.readAllBytes(path);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static VizslaException unreadable(IOException cause) {
        return VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "an uploaded file cannot be read back", cause);
    }

    private static void requireOne(Upload upload, @Nullable String id) {
        if (id != null && upload.files().size() > 1) {
            throw VizslaException.invalid("id", id, "given with one file only");
        }
    }
}
