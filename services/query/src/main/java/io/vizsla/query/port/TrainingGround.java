package io.vizsla.query.port;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where models are trained: a folder for jobs, the models, and processes beside this one. Safe for any number of threads. */
public interface TrainingGround {

    /** Returns the folder that holds a folder for each job. */
    Path jobs();

    /**
     * Returns the folder of a model.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL}
     */
    Path model(String name);

    /**
     * Reads the manifest of a model's folder and checks its files against it.
     *
     * @throws VizslaException {@code INVALID_MODEL} if it is not sound
     */
    ModelManifest manifest(Path folder);

    /**
     * Takes a trained model among the others; does nothing if it is there already.
     *
     * @param folder of the model, moved away from there
     * @throws VizslaException {@code INVALID_MODEL} if it is not sound; {@code INTERNAL} if the disk fails
     */
    void install(Path folder, String name);

    /**
     * Checks that processes can be started here.
     *
     * @throws VizslaException {@code NOT_READY} if the trainer is not installed here
     */
    void checkInstalled();

    /**
     * Starts the process that works on a job's folder. It shares nothing with this one but the folder, so that neither an
     * overflow of memory nor a crash of native code takes the instance down.
     *
     * @param lines told of each line that it prints, one after the other
     * @throws VizslaException {@code NOT_READY} if the trainer is not installed here
     */
    Running start(Path job, Consumer<String> lines);

    /** A process at work. */
    interface Running {

        /** Returns the exit code, once it has ended; interruptible. */
        int await() throws InterruptedException;

        /** Ends it at once; what it has written is whole at any time. */
        void stop();
    }
}
