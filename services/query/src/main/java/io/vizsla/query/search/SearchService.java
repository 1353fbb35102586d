package io.vizsla.query.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.query.Query;
import io.vizsla.query.collection.QueryLog;
import io.vizsla.query.collection.ServedCollections;
import io.vizsla.query.port.Searcher;
import io.vizsla.query.port.Searcher.Found;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Searches a collection within the bounds and measures each stage. */
@Singleton
public class SearchService {

    private final ServedCollections collections;
    private final Searcher searcher;
    private final BoundedWork work;
    private final QueryLog asked;
    private final ShadowTraffic shadow;
    private final MeterRegistry meters;

    /** Searches by these parts. */
    public SearchService(
            ServedCollections collections,
            Searcher searcher,
            BoundedWork work,
            QueryLog asked,
            ShadowTraffic shadow,
            MeterRegistry meters) {
        this.collections = collections;
        this.searcher = searcher;
        this.work = work;
        this.asked = asked;
        this.shadow = shadow;
        this.meters = meters;
        meters.gauge("vizsla.search.running", work, BoundedWork::running);
    }

    /**
     * Searches.
     *
     * @throws VizslaException {@code OVERLOADED}, {@code TIMEOUT}, or what the pipeline throws
     */
    public Found search(String collection, Query query) {
        try {
            Found found = work.run(() -> {
                OpenCollection open = collections.get(collection);
                long start = System.nanoTime();
                Found one = searcher.search(open, query);
                shadow.answered(open, query, one, Duration.ofNanos(System.nanoTime() - start));
                return one;
            });
            count(query, "ok");
            asked.add(collection, query.text());
            found.timings().forEach((stage, time) -> meters.timer("vizsla.search.stage", "stage", stage)
                    .record(time));
            return found;
        } catch (VizslaException failed) {
            count(query, failed.code().id());
            throw failed;
        }
    }

    private void count(Query query, String status) {
        meters.counter("vizsla.search.requests", "mode", query.mode().id(), "status", status)
                .increment();
    }
}
