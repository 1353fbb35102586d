package io.vizsla.ingestion;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.ErrorKind;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.Failure;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.ingestion.Plan.Write;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes and writes the documents of one collection: first their new chunks, then away with the older ones, so that a
 * reader never sees a document vanish and a crash in between leaves what a replay mends. A document that cannot be
 * written is found by halving, so that its neighbors are.
 */
final class ChunkWriter {

    private final ChunkEncoder encoder;
    private final IngestListener listener;

    /** A document to write and the records that it comes from. */
    record Job(DocumentRecords records, Write write) {

        DocumentRef document() {
            return records.document();
        }
    }

    ChunkWriter(ChunkEncoder encoder, IngestListener listener) {
        this.encoder = encoder;
        this.listener = listener;
    }

    /**
     * Writes documents of one collection.
     *
     * @return those that cannot be written; their records have been marked as failed
     * @throws VizslaException if not the documents are at fault
     */
    List<Job> write(List<Job> jobs) {
        try {
            encodeAndWrite(jobs);
            return List.of();
        } catch (VizslaException failed) {
            if (!mayBeTheDocument(failed)) {
                throw failed;
            }
            return isolate(jobs, failed);
        }
    }

    private List<Job> isolate(List<Job> jobs, VizslaException failed) {
        if (jobs.size() > 1) {
            int half = jobs.size() / 2;
            List<Job> unusable = new ArrayList<>(write(jobs.subList(0, half)));
            unusable.addAll(write(jobs.subList(half, jobs.size())));
            return unusable;
        }
        Job job = jobs.getFirst();
        if (failed.code() == ErrorCode.INTERNAL) {
            // Throws, too, if the encoder is broken altogether: then it is not the document.
            Cutters.sample(job.write().collection().encoder());
        }
        job.records().fail(job.write().record(), Failure.of(failed));
        return jobs;
    }

    private static boolean mayBeTheDocument(VizslaException failed) {
        return failed.code().kind() == ErrorKind.CALLER || failed.code() == ErrorCode.INTERNAL;
    }

    private void encodeAndWrite(List<Job> jobs) {
        OpenCollection collection = jobs.getFirst().write().collection();
        List<DocumentRef> documents = jobs.stream().map(Job::document).toList();
        List<Chunk> chunks =
                jobs.stream().flatMap(job -> job.write().chunks().stream()).toList();
        try (EncodedParts encoded = encoder.encode(collection, chunks)) {
            listener.step(IngestStep.ENCODED, documents);
            upsert(collection.index(), jobs, encoded);
        }
        listener.step(IngestStep.UPSERTED, documents);
        trim(collection.index(), jobs);
        listener.step(IngestStep.TRIMMED, documents);
    }

    private void upsert(PassageIndex index, List<Job> jobs, EncodedParts encoded) {
        for (Job job : jobs) {
            if (job.write().replacesEqual()) {
                // Versions do not tell the old chunks from the new ones, so the old ones must go first.
                index.delete(job.document(), job.write().version() + 1);
            }
        }
        encoded.forEach(part -> {
            listener.writing();
            index.upsert(new Batch(part));
        });
    }

    private static void trim(PassageIndex index, List<Job> jobs) {
        for (Job job : jobs) {
            if (job.write().replacesOlder()) {
                index.delete(job.document(), job.write().version());
            }
        }
    }
}
