package io.vizsla.query.testing;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.query.port.Judgements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Judgements in memory, for one thread. */
public final class FakeJudgements implements Judgements {

    private final NavigableMap<String, Judgement> kept = new TreeMap<>();
    private final NavigableMap<String, Judgement> unlisted = new TreeMap<>();
    private final List<LogPosition> awaited = new ArrayList<>();
    private boolean behind;
    private long offset;

    @Override
    public CompletableFuture<LogPosition> append(Judgement judgement) {
        (behind ? unlisted : kept).put(judgement.key(), judgement);
        return next();
    }

    @Override
    public CompletableFuture<LogPosition> remove(DocumentRef document, String query, Judgement.Source source) {
        kept.remove(Judgement.key(document, QueryId.of(query), source));
        return next();
    }

    @Override
    public void await(LogPosition position, Duration longest) {
        awaited.add(position);
    }

    @Override
    public void catchUp(Duration longest) {
        behind = false;
        kept.putAll(unlisted);
        unlisted.clear();
    }

    /** From now on what the log takes is listed only when somebody catches up. */
    public void fallBehind() {
        behind = true;
    }

    @Override
    public List<Judgement> page(String collection, String after, int limit) {
        return kept.tailMap(after == null ? "" : after, false).values().stream()
                .filter(one -> one.document().collection().equals(collection))
                .limit(limit)
                .toList();
    }

    @Override
    public long count(String collection) {
        return page(collection, null, Integer.MAX_VALUE).size();
    }

    public List<LogPosition> awaited() {
        return awaited;
    }

    private CompletableFuture<LogPosition> next() {
        return CompletableFuture.completedFuture(new LogPosition(0, offset++));
    }
}
