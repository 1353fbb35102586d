package io.vizsla.training.trainer;

import io.vizsla.api.error.VizslaException;
import java.nio.file.Path;

/**
 * A trainer that is one {@link TrainingLoop} over what it moves: kept and taken up as that is. Closing it frees the
 * memory of the loop. Not safe for use by several threads.
 */
public abstract class LoopTrainer implements AutoCloseable {

    /** Returns the loop, the same each time. */
    protected abstract TrainingLoop loop();

    /**
     * Keeps the run as it stands between two steps, so that it can be taken up there.
     *
     * @param fingerprint of all that the run depends on: data, settings, models
     * @throws VizslaException {@code INTERNAL} if the disk fails; an older checkpoint is then still there
     */
    public final void keep(Path file, long fingerprint) {
        loop().keep(file, fingerprint);
    }

    /**
     * Takes up a run that was kept.
     *
     * @return whether there was one with this fingerprint, undamaged; if not, nothing has changed
     */
    public final boolean resume(Path file, long fingerprint) {
        return loop().resume(file, fingerprint);
    }

    @Override
    public void close() {
        loop().close();
    }
}
