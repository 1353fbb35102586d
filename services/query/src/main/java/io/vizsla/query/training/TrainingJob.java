package io.vizsla.query.training;

import io.quarkus.logging.Log;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.config.TrainingConfig;
import io.vizsla.query.port.TrainingGround;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.RefreshEvent;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.refresh.job.Replay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One refresh, from the collection's data to a model that serves or does not. */
final class TrainingJob implements Runnable {

    private static final String OUTCOME = "outcome";

    /** The longest name of a model. */
    private static final int LONGEST_NAME = 128;

    private final RefreshFolder folder;
    private final RefreshSettings settings;
    private final Parts parts;
    private final JobEvents events = new JobEvents();
    private volatile JobState state;
    private volatile boolean isCancelled;
    private volatile boolean isHalted;
    private boolean hasBegun;
    private TrainingGround.@Nullable Running running;

    TrainingJob(RefreshFolder folder, JobState state, RefreshSettings settings, Parts parts) {
        this.folder = folder;
        this.state = state;
        this.settings = settings;
        this.parts = parts;
    }

    /** What jobs work with. */
    record Parts(
            CollectionService collections,
            TrainingData data,
            ScoreLesson scores,
            TrainingGround ground,
            Promotion promotion,
            TrainingConfig config) {}

    JobState state() {
        return state;
    }

    RefreshFolder folder() {
        return folder;
    }

    JobEvents events() {
        return events;
    }

    @Override
    public void run() {
        try {
            if (begins()) {
                prepare();
                goOn();
                train();
            }
        } catch (CancellationException stopped) {
            Log.debugf("Training job %s was stopped while its data was read", state.id());
        } catch (VizslaException failed) {
            fail(RefreshOutcome.failed(failed.code().id(), failed.detail()));
        } catch (RuntimeException failed) {
            Log.errorf(failed, "Training job %s failed", state.id());
            fail(RefreshOutcome.failed(ErrorCode.INTERNAL.id(), String.valueOf(failed.getMessage())));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            // What was halted goes on at the next start, and is not over.
            if (isCancelled) {
                endCancelled();
            }
            events.end();
        }
    }

    /** Returns whether there is anything to do; from then on whoever cancels leaves the end to this thread. */
    private synchronized boolean begins() {
        hasBegun = !isCancelled && !isHalted;
        return hasBegun;
    }

    private void goOn() {
        if (isCancelled || isHalted) {
            throw new CancellationException();
        }
    }

    private synchronized void endCancelled() {
        if (!state.state().isOver()) {
            end(JobState.Phase.CANCELLED, RefreshOutcome.failed("cancelled", "somebody stopped it"));
        }
    }

    /** What fails while the instance stops goes on at the next start. */
    private void fail(RefreshOutcome outcome) {
        if (!isHalted && !isCancelled) {
            end(JobState.Phase.FAILED, outcome);
        }
    }

    private void prepare() {
        if (folder.read("job", RefreshJob.class).isPresent()) {
            return;
        }
        update(state.in(JobState.Phase.PREPARING));
        events.add(RefreshEvent.phase("prepare", "takes queries and their candidates out of the collection"));
        CollectionSpec spec = parts.collections().get(state.collection());
        RefreshData data = parts.data().of(spec, settings, this::goOn);
        folder.write(data);
        parts.data().writeGuards(spec, folder, settings, this::goOn);
        update(state.over(data.queries().size(), data.vectors().length));
        Path model = parts.ground().model(spec.model());
        folder.write(
                "job",
                new RefreshJob(
                        state.id(),
                        spec.name(),
                        model.toString(),
                        spec.purpose().id(),
                        parts.data().space(spec),
                        modelName(spec.model(), state.id()),
                        settings,
                        parts.data().facts(spec, data),
                        settings.student() == null
                                ? null
                                : parts.ground().model(settings.student()).toString()));
    }

    /** Of a long name as much as leaves room for what makes the new one its own. */
    static String modelName(String parent, String job) {
        return parent.substring(0, Math.min(parent.length(), LONGEST_NAME - job.length() - 1)) + "-" + job;
    }

    private void train() throws InterruptedException {
        RefreshOutcome outcome = folder.read(OUTCOME, RefreshOutcome.class).orElse(null);
        if (outcome == null) {
            update(state.in(JobState.Phase.RUNNING));
            outcome = work();
        }
        if (outcome == null) {
            return;
        }
        if (state.replayOf() != null && outcome.state() != RefreshOutcome.State.FAILED) {
            endReplay(state.replayOf(), outcome);
            return;
        }
        if (outcome.model() != null && Files.isDirectory(folder.model())) {
            learnScores();
            parts.ground().install(folder.model(), outcome.model());
        }
        JobState.Phase phase =
                switch (outcome.state()) {
                    case PASSED -> JobState.Phase.PASSED;
                    case REFUSED -> JobState.Phase.REFUSED;
                    case FAILED -> JobState.Phase.FAILED;
                };
        if (phase == JobState.Phase.PASSED && state.promote().equals("auto") && outcome.model() != null) {
            outcome = promoted(outcome, outcome.model());
        }
        end(phase, outcome);
    }

    /** A model serves without as well: its scores mean what its parent's do. */
    private void learnScores() {
        RefreshJob job = folder.read("job", RefreshJob.class).orElse(null);
        if (job == null || state.movesDocuments()) {
            return;
        }
        events.add(RefreshEvent.phase("scores", "learns what scores mean"));
        try {
            parts.scores().write(parts.collections().get(state.collection()), folder, job, this::goOn);
        } catch (VizslaException failed) {
            Log.warnf("What the scores of %s mean was not learned: %s", state.id(), failed.detail());
        }
    }

    /** What came out is compared and not kept: it is the model that is there already, or nobody can say what it is. */
    private void endReplay(String model, RefreshOutcome outcome) {
        TrainingGround ground = parts.ground();
        ModelManifest made = ground.manifest(ground.model(model));
        RefreshFolder kept = new RefreshFolder(ground.jobs().resolve(Replay.job(made)));
        Replay replay = Replay.of(made, kept, ground::manifest);
        ModelManifest again = ground.manifest(folder.model());
        events.add(RefreshEvent.phase("replay", replay.verdict(again)));
        end(
                replay.isRepeatedBy(again) ? JobState.Phase.PASSED : JobState.Phase.REFUSED,
                outcome.withoutModel(List.of(replay.verdict(again))));
    }

    /** Returns what came of the process, null if it was stopped. */
    private @Nullable RefreshOutcome work() throws InterruptedException {
        TrainingGround.Running process = parts.ground()
                .start(folder.path(), line -> RefreshFolder.event(line).ifPresent(events::add));
        synchronized (this) {
            running = process;
        }
        try {
            if (isCancelled || isHalted) {
                process.stop();
            }
            int code = process.await();
            if (isCancelled || isHalted) {
                return null;
            }
            return folder.read(OUTCOME, RefreshOutcome.class)
                    .orElseGet(() -> RefreshOutcome.failed(
                            ErrorCode.INTERNAL.id(),
                            "the trainer ended with code " + code + " and left no outcome; errors.txt in "
                                    + folder.path().getFileName() + " may say why"));
        } finally {
            process.stop();
        }
    }

    private void end(JobState.Phase phase, RefreshOutcome outcome) {
        try {
            update(state.ended(phase, outcome, Instant.now().toString()));
        } catch (VizslaException full) {
            // It is over all the same; after the next start it would begin again.
            Log.warnf("The end of %s cannot be written: %s", state.id(), full.detail());
        }
        new Leftovers(folder).clear(state);
        events.add(RefreshEvent.phase(
                "end", outcome.error() == null ? phase.name().toLowerCase(java.util.Locale.ROOT) : outcome.error()));
    }

    private void update(JobState next) {
        state = next;
        folder.write("state", next);
    }

    /** Tells those who come what is known of a job that is over. */
    void recall() {
        state.reasons().forEach(reason -> events.add(RefreshEvent.phase("gate", reason)));
        events.add(RefreshEvent.phase("end", state.state().name().toLowerCase(java.util.Locale.ROOT)));
        events.end();
    }

    /** Stops it soon: between two queries while its data is read, at once while it trains or waits. */
    void cancel() {
        isCancelled = true;
        stopProcess();
        synchronized (this) {
            if (!hasBegun) {
                endCancelled();
                events.end();
            }
        }
    }

    /** Stops it as soon, to go on at the next start. */
    void halt() {
        isHalted = true;
        stopProcess();
    }

    private synchronized void stopProcess() {
        if (running != null) {
            running.stop();
        }
    }

    synchronized void promote() {
        String model = state.model();
        if (!state.state().isOver() || model == null) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT, "job", state.id() + " is " + state.state(), "over, with a model");
        }
        String told = serve(model, state.comparisons());
        if (state.movesDocuments()) {
            update(state.with(told + "."));
        }
    }

    /** What cannot serve just now is kept, with all that was measured, and may be promoted later. */
    private RefreshOutcome promoted(RefreshOutcome outcome, String model) {
        try {
            String told = serve(model, outcome.comparisons());
            return state.movesDocuments() ? outcome.with(told + ".") : outcome;
        } catch (VizslaException refused) {
            events.add(RefreshEvent.phase("promote", refused.detail()));
            return outcome.with("It does not serve: " + refused.detail());
        }
    }

    private String serve(String model, List<Comparison> comparisons) {
        String parent = folder.read("job", RefreshJob.class)
                .map(job -> String.valueOf(Path.of(job.modelFolder()).getFileName()))
                .orElse("");
        String told = parts.promotion()
                .serve(
                        state.collection(),
                        new Promotion.Candidate(model, parent, comparisons, settings.loss()),
                        state.switching());
        events.add(RefreshEvent.phase("promote", told));
        update(state.promotedNow());
        return told;
    }
}
