package io.vizsla.query.collection;

import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.query.port.Futures;
import io.vizsla.query.port.Judgements;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes all judgements of a collection back through the log, so that a collection of its name does not inherit them.
 */
@Singleton
public class JudgementRemoval {

    private static final int PAGE = 500;
    private static final Duration LOG = Duration.ofSeconds(60);

    private final Judgements judgements;
    private final QueryLog asked;

    /** Removes by this; what was asked of the collection is forgotten too. */
    public JudgementRemoval(Judgements judgements, QueryLog asked) {
        this.judgements = judgements;
        this.asked = asked;
    }

    /** Removes them; does nothing where there are none, so that what was cut short can be done again. */
    void removeAll(String collection) {
        asked.forget(collection);
        // What was acknowledged just before may not be listed yet.
        judgements.catchUp(LOG);
        List<Judgement> page = judgements.page(collection, null, PAGE);
        while (!page.isEmpty()) {
            List<CompletableFuture<LogPosition>> removals = page.stream()
                    .map(one -> judgements.remove(one.document(), one.query(), one.source()))
                    .toList();
            removals.forEach(removal -> Futures.join(removal, LOG));
            judgements.await(Futures.join(removals.getLast(), LOG), LOG);
            // From the start again: what comes in meanwhile may stand before the last key.
            page = judgements.page(collection, null, PAGE);
        }
        // Searches that were under way have been asked since.
        asked.forget(collection);
    }
}
