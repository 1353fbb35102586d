package io.vizsla.ingestion;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.Failure;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of one document in a batch, in log order, and those of them that turned out to be unusable. */
final class DocumentRecords {

    private final DocumentRef document;
    private final List<LogRecord> records = new ArrayList<>(1);
    private final Map<LogRecord, Failure> failures = new IdentityHashMap<>();

    DocumentRecords(DocumentRef document) {
        this.document = document;
    }

    DocumentRef document() {
        return document;
    }

    List<LogRecord> records() {
        return records;
    }

    LogRecord newest() {
        return records.getLast();
    }

    void add(LogRecord record) {
        records.add(record);
    }

    void fail(LogRecord record, Failure failure) {
        failures.put(record, failure);
    }

    @Nullable
    Failure failure(LogRecord record) {
        return failures.get(record);
    }
}
