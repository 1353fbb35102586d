package io.vizsla.standalone.wiring;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.indexer.JudgementLog;
import io.vizsla.indexer.JudgementView;
import io.vizsla.query.port.Judgements;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Judgements onto the log of this instance, and back from its view of it. */
record LogJudgements(JudgementLog log, JudgementView view) implements Judgements {

    @Override
    public CompletableFuture<LogPosition> append(Judgement judgement) {
        return log.append(judgement);
    }

    @Override
    public CompletableFuture<LogPosition> remove(DocumentRef document, String query, Judgement.Source source) {
        return log.remove(document, query, source);
    }

    @Override
    public void await(LogPosition position, Duration longest) {
        inTime("the judgements do not count as examples in time", () -> view.await(position, longest));
    }

    @Override
    public void catchUp(Duration longest) {
        inTime("the judgements were not read to their end in time", () -> view.readToEnd(longest));
    }

    @Override
    public List<Judgement> page(String collection, @Nullable String after, int limit) {
        return view.page(collection, after, limit);
    }

    @Override
    public long count(String collection) {
        return view.count(collection);
    }

    /** Where nothing failed, the log has them, and it is the view that is behind; what failed keeps its code. */
    static void inTime(String otherwise, Runnable waiting) {
        try {
            waiting.run();
        } catch (VizslaException failed) {
            boolean isBehind = failed.code() == ErrorCode.LOG_UNAVAILABLE && failed.getCause() == null;
            throw isBehind ? VizslaException.of(ErrorCode.TIMEOUT, otherwise, failed) : failed;
        }
    }
}
