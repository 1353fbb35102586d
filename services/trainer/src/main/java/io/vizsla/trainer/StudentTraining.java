package io.vizsla.trainer;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.adapter.RidgeHead;
import io.vizsla.training.encoder.TrainableEncoder;
import io.vizsla.training.graph.Precision;
import io.vizsla.training.student.StudentOptions;
import io.vizsla.training.student.StudentTrainer;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains another model to read queries as the one does that serves. What somebody judged of a query is not looked at:
 * the lesson is the vector that the model which serves gives it.
 */
final class StudentTraining implements Training {

    private final BaseModel student;
    private final FrozenPassages passages;
    private final RefreshSettings settings;
    private final Precision precision;

    StudentTraining(BaseModel student, FrozenPassages passages, RefreshSettings settings, Precision precision) {
        this.student = student;
        this.passages = passages;
        this.settings = settings;
        this.precision = precision;
    }

    @Override
    public TrainedStudent train(
            Prepared prepared,
            List<Integer> learned,
            Path checkpoint,
            long fingerprint,
            Consumer<StepReport> listener) {
        List<RefreshQuery> queries = prepared.data().queries();
        List<int[]> tokens = queries.stream().map(student::tokens).toList();
        float[][] targets =
                learned.stream().map(place -> prepared.vectors()[place]).toArray(float[][]::new);
        AffineMap start = RidgeHead.fit(
                        student.vectors(learned.stream().map(queries::get).toList()), targets, settings.seed())
                .map();
        TrainableEncoder encoder = student.trainable(precision);
        try (StudentTrainer trainer = new StudentTrainer(
                encoder, EncoderTraining.withoutWords(encoder).values(), start, passages, options(learned.size()))) {
            trainer.resume(checkpoint, fingerprint);
            trainer.train(
                    learned.stream().map(tokens::get).toList(),
                    targets,
                    new Keeper(listener, () -> trainer.keep(checkpoint, fingerprint)));
            return new TrainedStudent(encoder, student, tokens, trainer.map());
        } catch (RuntimeException | Error failed) {
            encoder.close();
            throw failed;
        }
    }

    private StudentOptions options(int queries) {
        StudentOptions usual = StudentOptions.DEFAULTS;
        return new StudentOptions(usual.lists(), usual.temperature(), LoopOptions.of(settings, queries));
    }
}
