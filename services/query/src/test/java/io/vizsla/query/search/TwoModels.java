package io.vizsla.query.search;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signals;
import io.vizsla.api.query.Query;
import io.vizsla.query.port.Searcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The challenger finds other documents than the model that serves. */
final class TwoModels implements Searcher {

    final CountDownLatch gate = new CountDownLatch(1);
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger ended = new AtomicInteger();
    private volatile boolean isInterrupted;
    volatile @Nullable Throwable failure;

    @Override
    public Found search(OpenCollection collection, Query query) {
        asked.add(collection.spec().queryModel());
        try {
            gate.await();
        } catch (InterruptedException stopping) {
            isInterrupted = true;
        }
        if (isInterrupted) {
            throw new IllegalStateException("interrupted in the middle");
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        ended.incrementAndGet();
        return found("b", "a", "c", "e");
    }

    Found found(String... documents) {
        List<Hit> hits = new ArrayList<>();
        for (String document : documents) {
            hits.add(new Hit(
                    new ChunkId(new DocumentRef("docs", document), 0),
                    1 - hits.size() * 0.1,
                    hits.size() + 1,
                    Signals.NONE,
                    null));
        }
        return new Found(new Hits(hits), null, "fake", Map.of(), null);
    }

    @Override
    public void check(CollectionSpec collection) {
        throw new AssertionError("nobody checks here");
    }
}
