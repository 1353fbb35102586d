package io.vizsla.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a search that say what stands before the query: an instruction and worked examples. */
final class InstructionOptions {

    @Option(
            names = "--instruction",
            paramLabel = "TEXT",
            description = "The task sentence that the model reads before the query; not together with --task.")
    private @Nullable String instruction;

    @Option(
            names = "--task",
            paramLabel = "NAME",
            description = "One of the collection's named instructions (default: the collection's default task).")
    private @Nullable String task;

    @Option(
            names = "--demonstrations",
            paramLabel = "EXAMPLES",
            description = "auto: the nearest judged queries of the collection; none; or a file of JSON lines with query"
                    + " and passage (default: as the collection's pipeline says).")
    private @Nullable String demonstrations;

    /**
     * Adds them to the body of a search.
     *
     * @throws CliException with {@link ExitCode#USAGE} if both an instruction and a task are given, or the file is no
     *     file of examples
     */
    void addTo(ObjectNode request) {
        if (instruction != null && task != null) {
            throw new CliException(
                    ExitCode.USAGE,
                    "--task = " + task + " is not valid: must be left out where there is --instruction");
        }
        if (instruction != null) {
            request.put("instruction", instruction);
        }
        if (task != null) {
            request.put("task", task);
        }
        if (demonstrations != null) {
            addDemonstrations(request, demonstrations);
        }
    }

    private static void addDemonstrations(ObjectNode request, String given) {
        if (given.equals("auto") || given.equals("none")) {
            request.put("demonstrations", given);
        } else {
            request.set("demonstrations", DemonstrationFile.read(given));
        }
    }
}
