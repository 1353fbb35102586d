package io.vizsla.trainer;

import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.training.trainer.FrozenPassages;
import io.vizsla.training.trainer.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Trains the part of a model that a kind of refresh moves. */
interface Training {

    /**
     * Returns what trains as the settings want it.
     *
     * @param model that serves
     * @param reader that is to read queries: a student, or else the same
     * @param passages as they are before
     * @param scratch folder for what is needed for a while; what is in it is lost
     */
    static Training of(
            BaseModel model, BaseModel reader, FrozenPassages passages, RefreshSettings settings, Path scratch) {
        return switch (settings.kind()) {
            case QUERY_ENCODER ->
                new EncoderTraining(
                        model,
                        passages,
                        settings,
                        ProcessorPrecision.of(settings.precision()),
                        ForeignQueries.of(model, settings));
            case ADAPTER -> new AdapterTraining(passages, settings, ForeignQueries.of(model, settings));
            case STUDENT ->
                new StudentTraining(reader, passages, settings, ProcessorPrecision.of(settings.precision()));
            case BOTH_SIDES ->
                new BothSidesTraining(
                        model,
                        passages,
                        settings,
                        ProcessorPrecision.of(settings.precision()),
                        new Rereading(model, scratch, settings.threadsHere(), settings.seed()));
        };
    }

    /**
     * Trains on some of the queries, from the last checkpoint if there is one of the same training.
     *
     * @param prepared all of the data
     * @param learned places of the queries that are used
     * @param checkpoint where the training is kept
     * @param fingerprint of all that it depends on
     * @param listener told of each step
     */
    Trained train(
            Prepared prepared, List<Integer> learned, Path checkpoint, long fingerprint, Consumer<StepReport> listener);
}
