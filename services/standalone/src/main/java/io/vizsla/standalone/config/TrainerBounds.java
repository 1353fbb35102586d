package io.vizsla.standalone.config;

import io.vizsla.api.error.VizslaException;
import java.util.List;

/** Refuses settings of the trainer that are out of their bounds when the instance starts, not when somebody trains. */
public final class TrainerBounds {

    private static final List<String> DEVICES = List.of("auto", "cpu", "cuda");
    private static final int LEAST_URGENT = 19;

    private TrainerBounds() {}

    /**
     * Returns the settings.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the first that is out of its bound, and the bound
     */
    public static TrainerConfig checked(TrainerConfig trainer) {
        long heap = trainer.heap().asLongValue();
        long memory = trainer.memory().asLongValue();
        check(heap > 0, "heap", heap, "above 0 bytes");
        check(
                memory == 0 || memory >= heap,
                "memory",
                memory,
                "at least the heap, " + heap + " bytes; or 0 for no bound");
        check(DEVICES.contains(trainer.device()), "device", trainer.device(), "auto, cpu or cuda");
        check(
                trainer.nice() >= 0 && trainer.nice() <= LEAST_URGENT,
                "nice",
                trainer.nice(),
                "between 0 and " + LEAST_URGENT);
        trainer.classPath()
                .ifPresent(path -> check(!path.isBlank(), "class-path", path, "absolute paths, or left out"));
        return trainer;
    }

    private static void check(boolean holds, String setting, Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid("vizsla.trainer." + setting, value, bound);
        }
    }
}
