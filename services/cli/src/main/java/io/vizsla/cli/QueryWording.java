package io.vizsla.cli;

import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.query.Demonstrations;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is put around the queries of an evaluation. */
final class QueryWording {

    @Option(
            names = "--instruction",
            paramLabel = "TEXT",
            description = "What the queries are for, in place of the model's or the collection's own instruction.")
    private @Nullable String instruction;

    @Option(
            names = "--demonstrations",
            paramLabel = "EXAMPLES",
            description =
                    "Worked examples for each query: auto, the nearest judged queries of the collection; or none.")
    private @Nullable String demonstrations;

    @Option(
            names = "--examples-split",
            paramLabel = "SPLIT",
            description = "In this process: the judged queries of this split are the examples. Never the split that is "
                    + "measured.")
    private @Nullable String examplesSplit;

    /** Refuses what does not go together. */
    void check(String split, boolean local) {
        if (demonstrations != null && !demonstrations.equals("auto") && !demonstrations.equals("none")) {
            throw usage("--demonstrations = " + demonstrations + " is not valid: must be auto or none");
        }
        if (examplesSplit != null && !local) {
            throw usage("--examples-split is for evaluations in this process; a collection has judgements of its own.");
        }
        if (split.equals(examplesSplit)) {
            throw usage("--examples-split = " + examplesSplit + " is not valid: it is the split that is measured");
        }
        if (local && "auto".equals(demonstrations) && examplesSplit == null) {
            throw usage(
                    "--demonstrations auto needs --examples-split in this process: which judged queries are examples?");
        }
    }

    /** Refuses an instruction that the model would not read: the figure would be one without it. */
    void check(ModelCard model) {
        if (instruction != null && !model.readsInstructions()) {
            throw usage("--instruction = " + instruction + " is not valid: " + model.name()
                    + " has no place for an instruction in its prompt");
        }
    }

    @Nullable
    String instructionText() {
        return instruction;
    }

    Instruction instruction() {
        return instruction == null ? Instruction.NONE : new Instruction(instruction);
    }

    /** Returns what is asked of an instance, null for what its collection says. */
    @Nullable
    String demonstrations() {
        return demonstrations;
    }

    /** Returns the split whose judged queries are examples, null for none. */
    @Nullable
    String examplesSplit() {
        return "none".equals(demonstrations) ? null : examplesSplit;
    }

    Demonstrations local() {
        return examplesSplit() == null ? Demonstrations.NONE : Demonstrations.AUTO;
    }

    /** Adds what moves the result to the settings of a report. */
    void tell(Map<String, Object> settings) {
        if (instruction != null) {
            settings.put("instruction", instruction);
        }
        if (demonstrations != null) {
            settings.put("demonstrations", demonstrations);
        }
        if (examplesSplit() != null) {
            settings.put("examplesSplit", String.valueOf(examplesSplit()));
        }
    }

    private static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }
}
