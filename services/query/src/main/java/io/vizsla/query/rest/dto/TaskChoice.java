package io.vizsla.query.rest.dto;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import org.jspecify.annotations.Nullable;

/** Which instruction a query is read with. */
final class TaskChoice {

    private TaskChoice() {}

    /**
     * Returns the request's own instruction, or that of the task which it names, or that of the collection's default task, or
     * {@link Instruction#NONE}, which leaves the choice to the model.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the request says both, or the collection has no such task
     */
    static Instruction instruction(
            CollectionSpec collection, @Nullable String task, @Nullable String instruction, LimitsConfig limits) {
        if (task != null && instruction != null) {
            throw VizslaException.invalid("task", task, "left out where there is an instruction");
        }
        if (instruction != null) {
            return new Instruction(GivenText.bounded("instruction", instruction, limits));
        }
        return task == null
                ? collection.tasks().usualInstruction()
                : collection.tasks().instruction(task);
    }
}
