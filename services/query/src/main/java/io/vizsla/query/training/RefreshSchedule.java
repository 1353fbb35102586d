package io.vizsla.query.training;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.TrainingConfig;
import io.vizsla.query.port.Judgements;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Begins refreshes by itself once people have said enough that is new: as many judgements and clicks as
 * {@code vizsla.training.after} since the last refresh that came to a verdict, and never more often than every
 * {@code vizsla.training.every}. One that somebody else began counts as well. The gate decides as always.
 */
@Singleton
public class RefreshSchedule {

    private static final long MINUTES = 1;

    private final CollectionRegistry registry;
    private final AllJudgements judgements;
    private final Refreshes refreshes;
    private final TrainingConfig config;
    private final Clock clock;
    private final Map<String, Instant> tried = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("vizsla-refreshes").daemon().factory());

    /** What refreshes there are, and how one begins. */
    interface Refreshes {

        /** Returns all jobs. */
        List<JobState> list();

        /** Begins one; throws if it is refused. */
        JobState start(TrainingRequest request);
    }

    /** Begins them by these parts. */
    @Inject
    public RefreshSchedule(
            CollectionRegistry registry, Judgements judgements, TrainingService training, TrainingConfig config) {
        this(registry, judgements, training, config, Clock.systemUTC());
    }

    RefreshSchedule(
            CollectionRegistry registry,
            Judgements judgements,
            Refreshes refreshes,
            TrainingConfig config,
            Clock clock) {
        this.registry = registry;
        this.judgements = new AllJudgements(judgements);
        this.refreshes = refreshes;
        this.config = config;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent started) {
        if (config.after() > 0) {
            var _ = timer.scheduleWithFixedDelay(this::look, MINUTES, MINUTES, TimeUnit.MINUTES);
        }
    }

    void onStop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /** Looks at each collection once; whatever goes wrong with one leaves the others alone. */
    void look() {
        if (config.after() == 0) {
            return;
        }
        List<String> names;
        try {
            names = registry.list().stream().map(CollectionSpec::name).toList();
        } catch (RuntimeException failed) {
            // An exception that left this method would end the timer for good.
            Log.warn("Nobody looked whether a refresh is due, again in a minute", failed);
            return;
        }
        List<String> failures = new ArrayList<>();
        for (String name : names) {
            try {
                look(name);
            } catch (RuntimeException failed) {
                // Many fail for one reason, which the first tells.
                if (failures.isEmpty()) {
                    Log.warnf(failed, "Nobody can say whether a refresh of %s is due, again in a minute", name);
                }
                failures.add(name);
            }
        }
        if (failures.size() > 1) {
            Log.warnf("The same goes for %s", failures.subList(1, failures.size()));
        }
    }

    private void look(String collection) {
        if (!isDue(collection)) {
            return;
        }
        tried.put(collection, clock.instant());
        try {
            JobState job = refreshes.start(TrainingRequest.of(collection));
            Log.infof("Refresh %s begins by itself: %s judgements are new", job.id(), config.after());
        } catch (VizslaException refused) {
            Log.infof("No refresh of %s yet: %s", collection, refused.detail());
        }
    }

    private boolean isDue(String collection) {
        List<JobState> own = refreshes.list().stream()
                .filter(job -> job.collection().equals(collection) && job.replayOf() == null)
                .toList();
        if (own.stream().anyMatch(job -> !job.state().isOver()) || !isRested(collection, own)) {
            return false;
        }
        Instant since = newest(own.stream().filter(RefreshSchedule::hasVerdict).toList())
                .orElse(Instant.MIN);
        return judgements.of(collection).stream()
                        .filter(one -> one.at().isAfter(since))
                        .limit(config.after())
                        .count()
                >= config.after();
    }

    private boolean isRested(String collection, List<JobState> own) {
        Instant last = tried.getOrDefault(collection, Instant.MIN);
        Instant begun = newest(own).orElse(Instant.MIN);
        Instant later = begun.isAfter(last) ? begun : last;
        return later.equals(Instant.MIN) || !later.plus(config.every()).isAfter(clock.instant());
    }

    private static boolean hasVerdict(JobState job) {
        return job.state() == JobState.Phase.PASSED || job.state() == JobState.Phase.REFUSED;
    }

    private static Optional<Instant> newest(List<JobState> jobs) {
        return jobs.stream().map(job -> Instant.parse(job.created())).max(Instant::compareTo);
    }
}
