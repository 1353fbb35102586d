package io.vizsla.query.testing;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentState;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Failure;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.port.DocumentWrites;
import io.vizsla.testkit.InMemoryDocumentStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log that indexes at once: a text "fail" fails, a text "refuse" is too large, a text "down" finds no broker. */
public final class FakeWrites implements DocumentWrites {

    private final InMemoryDocumentStates states;
    public final List<DocumentRef> appended = Collections.synchronizedList(new ArrayList<>());
    public final List<CompletableFuture<DocumentStatus>> unanswered = Collections.synchronizedList(new ArrayList<>());
    public boolean answers = true;
    public RuntimeException defect;
    public RuntimeException lateDefect;

    public FakeWrites(InMemoryDocumentStates states) {
        this.states = states;
    }

    @Override
    public CompletableFuture<LogPosition> append(DocumentRef document, DocumentBody body) {
        String text = body == null || body.text() == null ? "" : body.text();
        if (text.equals("refuse")) {
            throw VizslaException.of(ErrorCode.TOO_LARGE, "too large");
        }
        if (text.equals("down")) {
            return CompletableFuture.failedFuture(VizslaException.of(ErrorCode.LOG_UNAVAILABLE, "no broker"));
        }
        appended.add(document);
        LogPosition position = new LogPosition(0, appended.size());
        Failure failure = text.equals("fail") ? new Failure(ErrorCode.UNREADABLE_DOCUMENT, "cannot be read") : null;
        DocumentState state =
                body == null ? DocumentState.DELETED : failure == null ? DocumentState.INDEXED : DocumentState.FAILED;
        // A failed event leaves the chunks of the one before.
        int before = states.find(document).map(DocumentStatus::chunks).orElse(0);
        int chunks = body == null ? 0 : failure == null ? 1 : before;
        states.put(new DocumentStatus(
                document, state, position.offset(), "hash", "as", chunks, "", failure, position, Instant.EPOCH));
        return CompletableFuture.completedFuture(position);
    }

    @Override
    public CompletableFuture<DocumentStatus> await(DocumentRef document, LogPosition position) {
        if (defect != null) {
            throw defect;
        }
        if (lateDefect != null) {
            return CompletableFuture.failedFuture(lateDefect);
        }
        if (answers) {
            return CompletableFuture.completedFuture(states.find(document).orElseThrow());
        }
        CompletableFuture<DocumentStatus> never = new CompletableFuture<>();
        unanswered.add(never);
        return never;
    }

    @Override
    public CompletableFuture<Void> caughtUp() {
        return answers ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
    }

    @Override
    public long replayDeadLetters(String collection) {
        return 0;
    }
}
