package io.vizsla.standalone.wiring;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import io.vizsla.query.port.TrainingGround;
import io.vizsla.refresh.job.TrainerCommand;
import io.vizsla.standalone.config.TrainerConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Trains in child processes. A child reads its standard input and ends with it, so that none outlives an instance that was
 * killed.
 */
final class ProcessGround implements TrainingGround {

    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final int PATIENCE_SECONDS = 5;

    private final Path jobs;
    private final Path models;
    private final TrainerConfig config;
    private final Path root;

    /**
     * @param jobs folder of the jobs
     * @param models folder of the models
     * @param root folder that the program was started from
     */
    ProcessGround(Path jobs, Path models, TrainerConfig config, Path root) {
        this.jobs = jobs;
        this.models = models;
        this.config = config;
        this.root = root;
    }

    @Override
    public Path jobs() {
        return jobs;
    }

    @Override
    public Path model(String name) {
        return new ModelFolders(models).find(name).path();
    }

    @Override
    public ModelManifest manifest(Path folder) {
        ModelFolder found = ModelFolder.open(folder);
        found.verify();
        return found.manifest();
    }

    @Override
    public void install(Path folder, String name) {
        Path target = models.resolve(name);
        if (Files.isDirectory(target)) {
            return;
        }
        ModelFolder.open(folder).verify();
        try {
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the trained model cannot be kept: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void checkInstalled() {
        classPath();
    }

    @Override
    public Running start(Path job, Consumer<String> lines) {
        // What a crash of native code leaves behind stays with the job.
        ProcessBuilder builder = command()
                .on(job, standingBack())
                .directory(job.toFile())
                .redirectError(job.resolve("errors.txt").toFile());
        try {
            Process process = builder.start();
            Thread reader = Thread.ofVirtual().start(() -> read(process, lines));
            return new Child(process, reader);
        } catch (IOException failed) {
            throw VizslaException.of(
                    ErrorCode.NOT_READY, "the trainer cannot be started: " + failed.getMessage(), failed);
        }
    }

    private TrainerCommand command() {
        return new TrainerCommand(
                config.heap().asLongValue(), config.memory().asLongValue(), config.device(), classPath());
    }

    private List<String> standingBack() {
        return config.nice() > 0 && Files.isExecutable(NICE)
                ? List.of(NICE.toString(), "-n", String.valueOf(config.nice()))
                : List.of();
    }

    private String classPath() {
        if (config.classPath().isPresent()) {
            return config.classPath().get();
        }
        Path jar = TrainerCommand.jar(root);
        if (!Files.exists(jar)) {
            throw VizslaException.of(
                    ErrorCode.NOT_READY,
                    "the trainer is not installed here: there is no " + jar
                            + "; vizsla.trainer.class-path names another");
        }
        return TrainerCommand.classPath(root);
    }

    private static void read(Process process, Consumer<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines);
        } catch (IOException | java.io.UncheckedIOException ended) {
            System.getLogger(ProcessGround.class.getName())
                    .log(System.Logger.Level.DEBUG, "The trainer's output ended", ended);
        }
    }

    /** A trainer at work. */
    private record Child(Process process, Thread reader) implements Running {

        /** All that it printed was told then. */
        @Override
        public int await() throws InterruptedException {
            int code = process.waitFor();
            reader.join();
            return code;
        }

        /** By force: what is on disk is whole at any time, and native code does not like to be asked in the middle. */
        @Override
        public void stop() {
            process.destroyForcibly();
            try {
                process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
