package io.vizsla.api.collection;

import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The named instructions of a collection: what its queries are for, in the words that a model reads before them.
 *
 * @param instructions by name, in name order; at most {@value #MOST}
 * @param usual name of the one that queries get which name none; null for the model's own
 */
public record Tasks(
        Map<String, String> instructions, @Nullable String usual) {

    /** The most tasks of a collection. */
    public static final int MOST = 100;

    /** The longest instruction, in UTF-16 units. */
    public static final int LONGEST = 2000;

    /** No tasks. */
    public static final Tasks NONE = new Tasks(Map.of(), null);

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    public Tasks {
        instructions = Collections.unmodifiableMap(new TreeMap<>(instructions));
        if (instructions.size() > MOST) {
            throw VizslaException.invalid("tasks", instructions.size() + " of them", "at most " + MOST);
        }
        instructions.forEach(Tasks::check);
        if (usual != null && !instructions.containsKey(usual)) {
            throw VizslaException.invalid(
                    "defaultTask", usual, "one of the collection's tasks " + instructions.keySet());
        }
    }

    /**
     * Returns the instruction of a task.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the collection has no such task
     */
    public Instruction instruction(String task) {
        String text = instructions.get(task);
        if (text == null) {
            throw VizslaException.field(
                    ErrorCode.INVALID_ARGUMENT, "task", task, "one of the collection's tasks " + instructions.keySet());
        }
        return new Instruction(text);
    }

    /** Returns the instruction of queries that bring none; {@link Instruction#NONE} if there is none. */
    public Instruction usualInstruction() {
        return usual == null ? Instruction.NONE : instruction(usual);
    }

    private static void check(String name, @Nullable String instruction) {
        if (!NAME.matcher(name).matches()) {
            throw VizslaException.invalid(
                    "tasks", name, "names of 1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit");
        }
        if (instruction == null || instruction.isBlank() || instruction.length() > LONGEST) {
            throw VizslaException.invalid(
                    "tasks." + name, instruction, "a sentence of 1 to " + LONGEST + " characters, not blank");
        }
    }
}
