package io.vizsla.ingestion;

import static java.util.Collections.newSetFromMap;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.Failure;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.ingestion.ChunkWriter.Job;
import io.vizsla.ingestion.Plan.Delete;
import io.vizsla.ingestion.Plan.Write;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One batch on its way through the ingest machine. Chunks are held for about as many documents as one call of the encoder
 * takes, so memory does not grow with the batch.
 */
final class IngestRun {

    private final Planner planner;
    private final Expectations expectations;
    private final ChunkWriter writer;
    private final IngestListener listener;
    private final int encodeChunks;

    private final Map<DocumentRef, DocumentRecords> documents = new LinkedHashMap<>();
    private final List<DeadLetter> nameless = new ArrayList<>();
    private final Map<DocumentRef, Plan> plans = new LinkedHashMap<>();
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final Set<PassageIndex> touched = newSetFromMap(new IdentityHashMap<>());
    private final Deque<DocumentRecords> open = new ArrayDeque<>();

    /** The documents of a collection that wait for the encoder. */
    private static final class Pending {
        private final List<Job> jobs = new ArrayList<>();
        private int chunks;
    }

    IngestRun(Planner planner, Collections collections, ChunkWriter writer, IngestListener listener, int encodeChunks) {
        this.planner = planner;
        this.expectations = new Expectations(collections);
        this.writer = writer;
        this.listener = listener;
        this.encodeChunks = encodeChunks;
    }

    IngestResult run(List<LogRecord> records) {
        records.forEach(this::collapse);
        listener.step(IngestStep.COLLAPSED, List.of());
        open.addAll(documents.values());
        try {
            expectations.tell(documents.keySet());
            while (!open.isEmpty()) {
                decideAll();
                List.copyOf(pending.keySet()).forEach(this::write);
            }
            touched.forEach(this::flush);
        } finally {
            expectations.end();
        }
        return Results.of(records, nameless, documents.values(), plans);
    }

    private void collapse(LogRecord record) {
        try {
            DocumentRef document = DocumentRef.parseKey(key(record));
            documents.computeIfAbsent(document, DocumentRecords::new).add(record);
        } catch (VizslaException unusable) {
            nameless.add(new DeadLetter(record, Failure.of(unusable)));
        }
    }

    private static String key(LogRecord record) {
        byte[] key = record.key();
        if (key == null) {
            throw VizslaException.invalid("key", null, "collection/documentId");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw VizslaException.of(ErrorCode.INVALID_ARGUMENT, "The key is not UTF-8", notText);
        }
    }

    private void decideAll() {
        while (!open.isEmpty()) {
            decide(open.poll());
        }
    }

    private void decide(DocumentRecords records) {
        Plan plan = planner.plan(records);
        listener.step(IngestStep.DECIDED, List.of(records.document()));
        switch (plan.action()) {
            case Write write -> {
                plans.put(records.document(), light(plan, write));
                enqueue(new Job(records, write));
            }
            case Delete delete -> {
                plans.put(records.document(), plan);
                delete(records.document(), delete);
            }
            default -> plans.put(records.document(), plan);
        }
    }

    /** Returns the plan without the texts of its chunks, which are needed no longer once they are written. */
    private static Plan light(Plan plan, Write write) {
        return new Plan(plan.records(), plan.before(), write.written(), plan.failure());
    }

    private void enqueue(Job job) {
        String name = job.document().collection();
        Pending waiting = pending.computeIfAbsent(name, _ -> new Pending());
        waiting.jobs.add(job);
        waiting.chunks += job.write().chunks().size();
        if (waiting.chunks >= encodeChunks) {
            write(name);
        }
    }

    private void write(String collection) {
        Pending waiting = pending.remove(collection);
        if (waiting != null) {
            touched.add(waiting.jobs.getFirst().write().collection().index());
            for (Job unusable : writer.write(waiting.jobs)) {
                open.add(unusable.records());
            }
        }
    }

    private void delete(DocumentRef document, Delete delete) {
        OpenCollection collection = delete.collection();
        if (collection != null) {
            touched.add(collection.index());
            collection.index().delete(document, delete.version() + 1);
            listener.step(IngestStep.TRIMMED, List.of(document));
        }
    }

    private void flush(PassageIndex index) {
        index.flush();
        listener.step(IngestStep.FLUSHED, List.of());
    }
}
