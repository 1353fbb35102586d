package io.vizsla.query.training;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vizsla.refresh.job.RefreshEvent;

/** Streams a job's events to somebody who may read slowly. */
public final class JobWatch {

    private JobWatch() {}

    /**
     * Returns the stream; it fails at once if there is no such job.
     *
     * @throws io.vizsla.api.error.VizslaException {@code UNKNOWN_RESOURCE}
     */
    public static Multi<RefreshEvent> of(TrainingService training, String id) {
        training.get(id);
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            Runnable end = training.watch(id, JobEvents.of(emitter::emit, emitter::complete));
                            emitter.onTermination(end);
                        },
                        BackPressureStrategy.BUFFER);
    }
}
