package io.vizsla.query.search;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.vizsla.api.collection.CollectionRegistry;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has the challenger of a collection read a share of its searches again, after they were answered, and compares what
 * both found. Nobody waits for it: searches are drawn, stand in a short queue, are read one at a time while nobody else
 * searches, and left out where there is no such moment. A comparison ends with its champion or its challenger. Safe for
 * any number of threads.
 */
@Singleton
public class ShadowTraffic {

    private static final int MOST_JUDGED = 200;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int PAUSE_MILLIS = 5;
    private static final long LOOK_MILLIS = 200;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final CollectionRegistry registry;
    private final ModelCatalog models;
    private final Searcher searcher;
    private final Judgements judgements;
    private final BoundedWork work;
    private final ShadowConfig config;
    private final MeterRegistry meters;
    private final BlockingQueue<Answered> queue;
    private final Map<Pair, ShadowTally> tallies = new ConcurrentHashMap<>();
    private final Thread reader;
    private volatile boolean isStopping;

    /** Compares by these parts. */
    public ShadowTraffic(
            CollectionRegistry registry,
            ModelCatalog models,
            Searcher searcher,
            Judgements judgements,
            BoundedWork work,
            ShadowConfig config,
            MeterRegistry meters) {
        this.registry = registry;
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

    /** Who is compared. Another champion or challenger is another comparison. */
    private record Pair(String collection, String champion, String challenger) {

        /** Returns the pair of a collection, null if nobody challenges. */
        static @Nullable Pair of(CollectionSpec spec) {
            String challenger = spec.queryModels().challenger();
            return challenger == null ? null : new Pair(spec.name(), spec.queryModel(), challenger);
        }
    }

    /** A search that was answered. */
    private record Answered(OpenCollection collection, Pair pair, Query query, Found found, Duration time) {}

    /** Takes a search that was answered, perhaps; returns at once. */
    void answered(OpenCollection collection, Query query, Found found, Duration time) {
        Pair pair = Pair.of(collection.spec());
        if (pair == null
                || query.mode() == Mode.LEXICAL
                || ThreadLocalRandom.current().nextDouble() >= config.share()) {
            return;
        }
        if (!queue.offer(new Answered(collection, pair, query, found, time))) {
            leave(tally(pair));
        }
    }

    /** Returns how the challenger of a collection compares; empty if it has none. */
    public Optional<ShadowReport> report(CollectionSpec spec) {
        return Optional.ofNullable(Pair.of(spec))
                .map(pair -> tallies.getOrDefault(pair, empty(pair)).report());
    }

    private ShadowTally tally(Pair pair) {
        return tallies.computeIfAbsent(pair, ShadowTraffic::empty);
    }

    private static ShadowTally empty(Pair pair) {
        return new ShadowTally(pair.champion(), pair.challenger());
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
            while (!isStopping) {
                Answered next = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                forgetThePast();
                if (next != null) {
                    read(next);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a switch, or the end of a challenger or a collection, a later one of the same names begins at nothing. */
    private void forgetThePast() {
        try {
            tallies.keySet().removeIf(pair -> !isStill(pair));
        } catch (RuntimeException failed) {
            Log.debug("Nobody can say which comparisons are over; asked again soon", failed);
        }
    }

    private boolean isStill(Pair pair) {
        return registry.find(pair.collection())
                .map(Pair::of)
                .filter(pair::equals)
                .isPresent();
    }

    private void read(Answered answered) throws InterruptedException {
        if (!isQuietSoon()) {
            leave(tally(answered.pair()));
            return;
        }
        try {
            if (isStill(answered.pair())) {
                compare(answered, tally(answered.pair()));
                count("compared");
            }
        } catch (RuntimeException | Error failed) {
            fail(answered.pair(), failed);
        }
    }

    /** A challenger that cannot answer harms nobody, and has to be seen: once, not with every search. */
    private void fail(Pair pair, Throwable failed) {
        if (tally(pair).fail() == 1) {
            Log.warnf(
                    failed,
                    "Challenger %s of %s cannot answer; later failures are counted alone",
                    pair.challenger(),
                    pair.collection());
        } else {
            Log.debugf(failed, "Challenger %s failed", pair.challenger());
        }
        count("failed");
    }

    /** Returns whether nobody else searches, soon; not if this stops meanwhile. */
    private boolean isQuietSoon() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (work.running() > 0) {
            if (isStopping || System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return !isStopping;
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
        String challenger = answered.pair().challenger();
        String champion = challenger.equals(spec.model()) ? null : challenger;
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
        // Keys name the source before the document, clicks first: a query with many of them would hide its grades.
        List<Judgement> found = judgements.page(name, Judgement.grades(name, query), MOST_JUDGED);
        Map<String, Integer> grades = new HashMap<>();
        found.stream()
                .takeWhile(one -> one.queryId().equals(query))
                .forEach(one -> grades.put(one.document().id(), one.grade()));
        return grades;
    }

    /** Lets the search end that is under way: an interrupt in the middle of one would close the files of the index. */
    @PreDestroy
    void close() {
        isStopping = true;
        try {
            if (!reader.join(LONGEST_STOP)) {
                Log.warnf("A challenger still reads after %s", LONGEST_STOP);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
