package io.vizsla.query.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.query.Query;
import io.vizsla.query.collection.QueryLog;
import io.vizsla.query.collection.ServedCollections;
import io.vizsla.query.port.Searcher;
import io.vizsla.query.port.Searcher.Found;
import io.vizsla.query.security.Ownership;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
     * @param tenant whose documents are searched alone; null for everybody's
     * @throws VizslaException {@code OVERLOADED}, {@code TIMEOUT}, or what the pipeline throws
     */
    public Found search(String collection, Query wanted, @Nullable String tenant) {
        try {
            Found found = work.run(() -> {
                OpenCollection open = collections.get(collection);
                // Narrowed by the fields of what is searched, which may not be what it was when the request came.
                Query query = Ownership.of(open.spec(), tenant).narrow(wanted);
                long start = System.nanoTime();
                Found one = searcher.search(open, query);
                shadow.answered(open, query, one, Duration.ofNanos(System.nanoTime() - start));
                return one;
            });
            count(wanted, "ok");
            asked.add(collection, wanted.text());
            found.timings().forEach((stage, time) -> meters.timer("vizsla.search.stage", "stage", stage)
                    .record(time));
            return found;
        } catch (VizslaException failed) {
            count(wanted, failed.code().id());
            throw failed;
        }
    }

    private void count(Query query, String status) {
        meters.counter("vizsla.search.requests", "mode", query.mode().id(), "status", status)
                .increment();
    }
}
