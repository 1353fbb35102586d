package io.vizsla.benchmarks.crash;

import io.vizsla.api.error.VizslaException;
import java.nio.file.Path;

/**
 * The settings of a run.
 *
 * @param directory where the killed process keeps its data; must be empty
 * @param seed of the events and of the moments
 * @param events how many, at least 1
 * @param kills how many, at least 1
 * @param mix of the events
 * @param store that keeps the index, where that is a Milvus
 */
public record CrashOptions(Path directory, long seed, int events, int kills, EventMix mix, CrashStore store) {

    public CrashOptions {
        if (events < 1) {
            throw VizslaException.invalid("events", events, "at least 1");
        }
        if (kills < 1) {
            throw VizslaException.invalid("kills", kills, "at least 1");
        }
    }

    /** Asks for a short run: much of what is hard, over Milvus Lite. */
    public CrashOptions(Path directory, long seed, int events, int kills) {
        this(directory, seed, events, kills, EventMix.DENSE, CrashStore.LITE);
    }
}
