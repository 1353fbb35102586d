package io.vizsla.refresh.job;

import io.vizsla.api.error.VizslaException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the process that trains is started, whoever starts it: by this Java, with the modules and bounds that the trainer
 * needs.
 *
 * @param heap of Java, in bytes, above 0
 * @param memory of the whole process beyond which its refresh fails, in bytes; 0 for no bound
 * @param device what computes: {@code auto}, {@code cpu} or {@code cuda}
 * @param classPath that holds the trainer
 */
public record TrainerCommand(long heap, long memory, String device, String classPath) {

    private static final String MAIN = "io.vizsla.trainer.Main";

    /** Of one block, in bytes; the C library takes no higher bound. */
    private static final long LARGEST_KEPT = 32L << 20;

    /** Of all that is free, in bytes. */
    private static final long KEPT = 1L << 30;

    public TrainerCommand {
        if (heap <= 0) {
            throw VizslaException.invalid("heap", heap, "above 0");
        }
        if (memory < 0) {
            throw VizslaException.invalid("memory", memory, "0 or more");
        }
    }

    /** Returns the jar of the trainer below the folder that the program was built in. */
    public static Path jar(Path root) {
        return root.resolve("services/trainer/target/vizsla-trainer.jar");
    }

    /** Returns the class path of the trainer below the folder that the program was built in. */
    public static String classPath(Path root) {
        return jar(root) + File.pathSeparator + jar(root).resolveSibling("lib") + File.separator + "*";
    }

    /**
     * Returns what starts it; where its output goes is left to the caller.
     *
     * @param job folder of the job
     * @param before words that stand before the command, such as those that make it stand back behind others
     */
    public ProcessBuilder on(Path job, List<String> before) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dslf4j.internal.verbosity=ERROR",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=" + memory,
                "-Dvizsla.trainer.device=" + device,
                "-cp",
                classPath,
                MAIN,
                job.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment());
        return builder;
    }

    /**
     * Returns what the native libraries of a process that trains should know: threads that wait for others do not spin,
     * on processors that searches need, and the C library keeps memory that each step needs again. The kernel would clear
     * every page of it once more.
     */
    public static Map<String, String> environment() {
        return Map.of(
                "OMP_WAIT_POLICY", "PASSIVE",
                "MALLOC_MMAP_THRESHOLD_", String.valueOf(LARGEST_KEPT),
                "MALLOC_TRIM_THRESHOLD_", String.valueOf(KEPT));
    }
}
