package io.vizsla.query.training;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.ModelSwitch;
import io.vizsla.query.collection.RebuildService;
import io.vizsla.query.collection.SwitchStrategy;
import io.vizsla.query.config.TrainingConfig;
import io.vizsla.query.port.Searcher;
import io.vizsla.query.port.TrainingGround;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.refresh.job.Replay;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes models, one job at a time. What a job is and how far it is stands in its folder: a job that an instance's
 * end cut short goes on at its next start.
 */
@Singleton
public class TrainingService implements RefreshSchedule.Refreshes {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final String STATE = "state";
    private static final String SETTINGS = "settings";

    private final CollectionService collections;
    private final TrainingData data;
    private final ScoreLesson scores;
    private final TrainingGround ground;
    private final Promotion promotion;
    private final TrainingConfig config;
    private final Map<String, TrainingJob> jobs = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("training").daemon().factory());

    /** Trains by these parts. */
    public TrainingService(
            CollectionService collections,
            TrainingData data,
            Searcher searcher,
            TrainingGround ground,
            ModelSwitch models,
            RebuildService rebuilds,
            TrainingConfig config) {
        this.collections = collections;
        this.data = data;
        this.scores = new ScoreLesson(data, searcher);
        this.ground = ground;
        this.promotion = new Promotion(collections, models, rebuilds);
        this.config = config;
    }

    void onStart(@Observes StartupEvent started) {
        for (Path path : folders()) {
            RefreshFolder folder = new RefreshFolder(path);
            try {
                folder.read(STATE, JobState.class).ifPresent(state -> takeUp(folder, state));
            } catch (VizslaException unreadable) {
                Log.warnf("Training job %s cannot be read: %s", path.getFileName(), unreadable.detail());
            }
        }
    }

    void onStop(@Observes ShutdownEvent stopping) {
        jobs.values().forEach(TrainingJob::halt);
        // An interrupt in the middle of a search would close the files of the index.
        worker.shutdown();
        try {
            if (!worker.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private List<Path> folders() {
        if (!Files.isDirectory(ground.jobs())) {
            return List.of();
        }
        try (var folders = Files.list(ground.jobs())) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (java.io.IOException failed) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the training jobs cannot be read: " + failed.getMessage(), failed);
        }
    }

    private void takeUp(RefreshFolder folder, JobState state) {
        TrainingJob job = new TrainingJob(folder, state, settings(folder), parts());
        jobs.put(state.id(), job);
        if (state.state().isOver()) {
            job.recall();
        } else {
            worker.execute(job);
        }
    }

    private static RefreshSettings settings(RefreshFolder folder) {
        return folder.read(SETTINGS, RefreshSettings.class).orElse(RefreshSettings.DEFAULTS);
    }

    private TrainingJob.Parts parts() {
        return new TrainingJob.Parts(collections, data, scores, ground, promotion, config);
    }

    /**
     * Begins a refresh and returns at once.
     *
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; {@code INVALID_ARGUMENT} for a setting, or too few judged
     *     queries where they are learned from; {@code CONFLICT} if the collection is being refreshed already, or its
     *     vectors are cut, or its documents are being indexed anew where this has them indexed anew, or naming what stands against
     *     a replay; {@code NOT_READY} if the trainer is not installed here; {@code OVERLOADED} if too many jobs wait
     */
    @Override
    public synchronized JobState start(TrainingRequest request) {
        String replay = request.checkedReplay();
        if (replay != null) {
            return replay(replay);
        }
        if (request.collection() == null) {
            throw VizslaException.invalid("collection", null, "given");
        }
        CollectionSpec spec = collections.get(request.collection());
        RefreshSettings settings = request.settings();
        SwitchStrategy strategy = request.checkedStrategy();
        String promote = request.checkedPromote();
        data.check(spec);
        checkStudent(spec, settings.student());
        promotion.check(spec.name(), strategy);
        checkFree(spec.name());
        if (settings.pairs().areJudged()) {
            checkJudged(spec.name());
        }
        RefreshFolder folder = folder(name(spec.name()));
        return begin(folder, settings, strategy, spec.name(), promote, null);
    }

    private RefreshFolder folder(String id) {
        return new RefreshFolder(ground.jobs().resolve(id));
    }

    private JobState replay(String model) {
        ModelManifest made = ground.manifest(ground.model(model));
        RefreshFolder kept = folder(Replay.job(made));
        RefreshJob before = Replay.kept(made, kept);
        checkFree(before.collection());
        Replay replay = Replay.of(made, kept, ground::manifest);
        RefreshFolder folder = folder(name(before.collection()));
        RefreshSettings settings =
                replay.write(folder, String.valueOf(folder.path().getFileName()));
        return begin(folder, settings, SwitchStrategy.QUERY_ONLY, before.collection(), "never", model);
    }

    private JobState begin(
            RefreshFolder folder,
            RefreshSettings settings,
            SwitchStrategy strategy,
            String collection,
            String promote,
            @Nullable String replayOf) {
        ground.checkInstalled();
        JobState state = JobState.waiting(
                String.valueOf(folder.path().getFileName()),
                collection,
                settings.kind().id(),
                strategy,
                promote,
                Instant.now().toString(),
                replayOf);
        folder.write(SETTINGS, settings);
        folder.write(STATE, state);
        TrainingJob job = new TrainingJob(folder, state, settings, parts());
        jobs.put(state.id(), job);
        worker.execute(job);
        return state;
    }

    private void checkStudent(CollectionSpec spec, @Nullable String student) {
        if (student != null && student.equals(spec.model())) {
            throw VizslaException.invalid("student", student, "another model than the collection's own");
        }
        if (student != null) {
            ground.model(student);
        }
    }

    private void checkJudged(String collection) {
        long judged = data.judgedQueries(collection);
        if (judged < config.fewestQueries()) {
            throw VizslaException.invalid(
                    "judged queries", judged, "at least " + config.fewestQueries() + ", each with a relevant document");
        }
    }

    private void checkFree(String collection) {
        List<JobState> under = jobs.values().stream()
                .map(TrainingJob::state)
                .filter(state -> !state.state().isOver())
                .toList();
        under.stream()
                .filter(state -> state.collection().equals(collection))
                .findFirst()
                .ifPresent(state -> {
                    throw VizslaException.field(
                            ErrorCode.CONFLICT,
                            "collection",
                            collection,
                            "one that is not being refreshed; job " + state.id() + " is under way");
                });
        if (under.size() >= config.queue()) {
            throw VizslaException.field(
                    ErrorCode.OVERLOADED, "jobs", under.size(), "fewer than " + config.queue() + " that wait");
        }
    }

    private String name(String collection) {
        String base = collection + "-" + NAME.format(Instant.now());
        String name = base;
        for (int i = 2; jobs.containsKey(name); i++) {
            name = base + "-" + i;
        }
        return name;
    }

    /** Returns all jobs, the newest first. */
    @Override
    public List<JobState> list() {
        List<JobState> all =
                new ArrayList<>(jobs.values().stream().map(TrainingJob::state).toList());
        all.sort(Comparator.comparing(JobState::created).reversed());
        return all;
    }

    /**
     * Returns a job.
     *
     * @throws VizslaException {@code UNKNOWN_RESOURCE}
     */
    public JobState get(String id) {
        return job(id).state();
    }

    /** Stops a job; does nothing to one that is over. */
    public JobState cancel(String id) {
        TrainingJob job = job(id);
        job.cancel();
        return job.state();
    }

    /**
     * Lets the model of a job that is over read the collection's queries.
     *
     * @throws VizslaException {@code CONFLICT} if the job left no model
     */
    public JobState promote(String id) {
        TrainingJob job = job(id);
        job.promote();
        return job.state();
    }

    /** Returns the report of a job, empty while there is none. */
    public Optional<Path> report(String id) {
        Path report = job(id).folder().report();
        return Files.exists(report) ? Optional.of(report) : Optional.empty();
    }

    /** Tells somebody what has happened in a job and what happens; returns what ends that. */
    Runnable watch(String id, JobEvents.Watcher watcher) {
        return job(id).events().watch(watcher);
    }

    private TrainingJob job(String id) {
        TrainingJob job = jobs.get(id);
        if (job == null) {
            throw VizslaException.field(ErrorCode.UNKNOWN_RESOURCE, "job", id, "the id of a training job");
        }
        return job;
    }
}
