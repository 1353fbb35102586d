package io.vizsla.query.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.QueryModels;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.query.config.ShadowConfig;
import io.vizsla.query.port.Judgements;
import io.vizsla.query.port.ModelCatalog;
import io.vizsla.query.port.Searcher;
import io.vizsla.query.port.Searcher.Found;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Has the challenger of a collection read a share of its searches again, after they were answered, and compares what both
 * found. Nobody waits for it: searches are drawn, stand in a short queue, are read one at a time while nobody else searches,
 * and left out where there is no such moment. Safe for any number of threads.
 */
@Singleton
public class ShadowTraffic {

    private static final int MOST_JUDGED = 200;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int PAUSE_MILLIS = 5;

    private final ModelCatalog models;
    private final Searcher searcher;
    private final Judgements judgements;
    private final BoundedWork work;
    private final ShadowConfig config;
    private final MeterRegistry meters;
    private final BlockingQueue<Answered> queue;
    private final Map<String, ShadowTally> tallies = new ConcurrentHashMap<>();
    private final Thread reader;

    /** Compares by these parts. */
    public ShadowTraffic(
            ModelCatalog models,
            Searcher searcher,
            Judgements judgements,
            BoundedWork work,
            ShadowConfig config,
            MeterRegistry meters) {
        this.models = models;
        this.searcher = searcher;
        this.judgements = judgements;
        this.work = work;
        this.config = config;
        this.meters = meters;
        this.queue = new ArrayBlockingQueue<>(Math.max(1, config.queue()));
        this.reader = Thread.ofPlatform()
                .name("vizsla-shadow")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .start(this::readAlong);
    }

    /** A search that was answered. */
    private record Answered(OpenCollection collection, String challenger, Query query, Found found, Duration time) {}

    /** Takes a search that was answered, perhaps; returns at once. */
    void answered(OpenCollection collection, Query query, Found found, Duration time) {
        String challenger = collection.spec().queryModels().challenger();
        if (challenger == null
                || query.mode() == Mode.LEXICAL
                || ThreadLocalRandom.current().nextDouble() >= config.share()) {
            return;
        }
        if (!queue.offer(new Answered(collection, challenger, query, found, time))) {
            leave(tally(collection.spec(), challenger));
        }
    }

    /** Returns how the challenger of a collection compares; empty if it has none. */
    public Optional<ShadowReport> report(CollectionSpec spec) {
        return Optional.ofNullable(spec.queryModels().challenger())
                .map(challenger -> tally(spec, challenger).report());
    }

    /** Another champion or challenger is another comparison. */
    private ShadowTally tally(CollectionSpec spec, String challenger) {
        return tallies.compute(
                spec.name(),
                (_, old) -> old != null && old.isOf(spec.queryModel(), challenger)
                        ? old
                        : new ShadowTally(spec.queryModel(), challenger));
    }

    private void leave(ShadowTally tally) {
        tally.leave();
        count("left");
    }

    private void count(String result) {
        meters.counter("vizsla.shadow.queries", "result", result).increment();
    }

    private void readAlong() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                read(queue.take());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Answered answered) throws InterruptedException {
        ShadowTally tally = tally(answered.collection().spec(), answered.challenger());
        if (!isQuietSoon()) {
            leave(tally);
            return;
        }
        try {
            compare(answered, tally);
            count("compared");
        } catch (RuntimeException failed) {
            // A challenger that cannot answer harms nobody, and has to be seen.
            Log.debugf(failed, "Challenger %s failed", answered.challenger());
            tally.fail();
            count("failed");
        }
    }

    private boolean isQuietSoon() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (work.running() > 0) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    private void compare(Answered answered, ShadowTally tally) {
        OpenCollection challenged = challenged(answered);
        long start = System.nanoTime();
        Found other = searcher.search(challenged, answered.query());
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        tally.add(
                new ShadowTally.Side(answered.found().hits(), answered.time()),
                new ShadowTally.Side(other.hits(), time),
                grades(answered));
        meters.timer("vizsla.shadow.challenger").record(time);
    }

    private OpenCollection challenged(Answered answered) {
        CollectionSpec spec = answered.collection().spec();
        String champion = answered.challenger().equals(spec.model()) ? null : answered.challenger();
        CollectionSpec other = spec.withQueryModels(new QueryModels(champion, null, null));
        Encoder whole = models.encoder(other);
        return new OpenCollection(
                other,
                spec.dimension() == null ? whole : whole.cutTo(spec.dimension()),
                answered.collection().index());
    }

    private Map<String, Integer> grades(Answered answered) {
        String name = answered.collection().spec().name();
        String query = QueryId.of(answered.query().text());
        List<Judgement> found = judgements.page(name, name + "/" + query, MOST_JUDGED);
        Map<String, Integer> grades = new HashMap<>();
        found.stream()
                .takeWhile(one -> one.queryId().equals(query))
                .filter(one -> one.source() == Judgement.Source.JUDGED)
                .forEach(one -> grades.put(one.document().id(), one.grade()));
        return grades;
    }

    @PreDestroy
    void close() {
        reader.interrupt();
    }
}
