package io.vizsla.trainer;

import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.gate.Gate;
import io.vizsla.refresh.gate.Verdict;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.HeldOut;
import io.vizsla.refresh.job.LearnedPairs;
import io.vizsla.refresh.job.RefreshEvent;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.space.SpaceMaps;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.StepReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch;

/**
 * A refresh from its data to its verdict: check by folds, train on everything, write the model, compare on guard sets, ask
 * the gate. What a phase has finished is on disk, so that a run that was killed goes on behind it.
 */
final class RefreshRun {

    private static final double NANOS = 1e9;

    /** Fewer cannot be divided into what is learned and what is asked. */
    private static final int FEWEST = 10;

    private final RefreshFolder folder;
    private final RefreshJob job;
    private final Console console;
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    RefreshRun(RefreshFolder folder, RefreshJob job, Console console) {
        this.folder = folder;
        this.job = job;
        this.console = console;
    }

    /** Runs to the end and returns what came of it; it is on disk then. */
    RefreshOutcome run() {
        RefreshData data = folder.data();
        RefreshSettings settings = job.settings();
        Parts parts = Parts.of(data, settings.pairs());
        if (Math.min(parts.learned().size(), parts.asked().size()) < FEWEST) {
            throw VizslaException.invalid(
                    settings.pairs() == LearnedPairs.LABEL_FREE ? "queries made of passages" : "judged queries",
                    Math.min(parts.learned().size(), parts.asked().size()),
                    "at least " + FEWEST + " with a document of the collection");
        }
        int threads = settings.threadsHere();
        torch.set_num_threads(threads);
        try (BaseModel model = open(job.modelFolder(), threads);
                FrozenPassages passages = new FrozenPassages(data.vectors())) {
            if (job.studentFolder() == null) {
                return run(data, parts, model, model, passages);
            }
            try (BaseModel student = open(job.studentFolder(), threads)) {
                return run(data, parts, model, student, passages);
            }
        }
    }

    private BaseModel open(String folderOfModel, int threads) {
        return BaseModel.open(Path.of(folderOfModel), Purpose.of("purpose", job.purpose()), threads);
    }

    private RefreshOutcome run(
            RefreshData data, Parts parts, BaseModel model, BaseModel reader, FrozenPassages passages) {
        RefreshSettings settings = job.settings();
        console.tell(RefreshEvent.phase(
                "prepare", data.queries().size() + " queries, " + data.vectors().length + " passages"));
        long start = System.nanoTime();
        Prepared prepared = Prepared.of(data, model, settings);
        folder.write("mined", prepared.labels().byDocument(data));
        seconds.put("prepare", since(start));
        Runner runner = new Runner(prepared, parts, Training.of(model, reader, passages, settings, folder.scratch()));

        start = System.nanoTime();
        FoldResult checked = runner.check();
        seconds.put("check", since(start));

        start = System.nanoTime();
        List<Comparison> comparisons = new ArrayList<>(checked.comparisons());
        List<StepReport> curve = new ArrayList<>();
        SpaceMaps ways;
        try (Trained trained = runner.trainAll(curve)) {
            seconds.put("train", since(start));
            start = System.nanoTime();
            console.tell(RefreshEvent.phase("export", job.newModel()));
            List<Integer> all =
                    IntStream.range(0, data.queries().size()).boxed().toList();
            ways = WayBack.of(trained, trained.searched(data), prepared, all, settings.seed())
                    .orElse(null);
            new ModelWriter(reader, job, folder).write(trained, prepared, comparisons, ways);
            seconds.put("export", since(start));
            start = System.nanoTime();
            comparisons.addAll(new Guards(folder, model, console).compare(trained));
            seconds.put("guard", since(start));
        }
        Gate gate = new Gate(settings.risk(), settings.loss());
        Verdict judged = reader == model ? gate.judge(comparisons) : gate.judgeStudent(comparisons);
        Verdict verdict = parts.areMade() ? judged.refusedFor(Parts.MADE_UP) : judged;
        RefreshOutcome outcome = new RefreshOutcome(
                verdict.isPassed() ? RefreshOutcome.State.PASSED : RefreshOutcome.State.REFUSED,
                job.newModel(),
                comparisons,
                verdict,
                prepared.labels().mining(),
                seconds,
                null,
                null);
        if (!settings.kind().movesPassages()) {
            folder.write(HeldOut.NAME, new HeldOut(checked.vectors()));
        }
        CalibrationCheck calibration =
                CalibrationCheck.of(prepared, checked, settings).orElse(null);
        if (calibration != null) {
            folder.write("calibration", calibration);
        }
        new Report(job, prepared, checked, curve, outcome, new Byproducts(ways, calibration)).write(folder.report());
        folder.write("outcome", outcome);
        console.tell(RefreshEvent.phase("gate", String.join(" ", verdict.reasons())));
        return outcome;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / NANOS;
    }

    /** The phases that train. */
    private final class Runner {

        private final Prepared prepared;
        private final Parts parts;
        private final Training training;
        private final long fingerprint = Fingerprint.of(folder, job);

        Runner(Prepared prepared, Parts parts, Training training) {
            this.prepared = prepared;
            this.parts = parts;
            this.training = training;
        }

        FoldResult check() {
            RefreshSettings settings = job.settings();
            List<CheckFold> folds = CheckFold.of(
                    prepared.data(), parts, settings.foldsFor(parts.asked().size()), settings.seed());
            List<FoldResult> results = new ArrayList<>();
            for (int i = 0; i < folds.size(); i++) {
                results.add(check(folds.get(i), i + 1, folds.size()));
            }
            return FoldResult.join(results);
        }

        private FoldResult check(CheckFold fold, int number, int count) {
            String name = "fold-" + number + "-" + Long.toHexString(fingerprint);
            return folder.read(name, FoldResult.class).orElseGet(() -> {
                FoldResult result = train(fold, number, count);
                folder.write(name, result);
                return result;
            });
        }

        private FoldResult train(CheckFold fold, int number, int count) {
            FoldResult result = FoldResult.empty();
            if (fold.learned().isEmpty()
                    || fold.unseen().isEmpty() && fold.seen().isEmpty()) {
                return result;
            }
            try (Trained trained = training.train(
                    prepared,
                    fold.learned(),
                    folder.checkpoint("check"),
                    fingerprint + number,
                    step -> console.tell(
                            RefreshEvent.step("check", number, count, step.step(), step.steps(), step.loss())))) {
                Searched searched = trained.searched(prepared.data());
                SpaceMaps way = searched.isMoved()
                        ? WayBack.of(
                                        trained,
                                        searched,
                                        prepared,
                                        fold.learned(),
                                        job.settings().seed())
                                .orElse(null)
                        : null;
                prepared.measure(trained, searched, way, fold.unseen(), Comparison.UNSEEN, result);
                prepared.measure(trained, searched, way, fold.seen(), Comparison.SEEN, result);
            }
            for (Comparison one : result.comparisons()) {
                console.tell(RefreshEvent.measure(
                        "check", number, count, one.name() + " " + one.group(), one.before(), one.after()));
            }
            return result;
        }

        Trained trainAll(List<StepReport> curve) {
            return training.train(prepared, parts.learned(), folder.checkpoint("train"), fingerprint, step -> {
                curve.add(step);
                console.tell(RefreshEvent.step("train", null, null, step.step(), step.steps(), step.loss()));
            });
        }
    }
}
