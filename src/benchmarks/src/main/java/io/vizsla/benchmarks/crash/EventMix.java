package io.vizsla.benchmarks.crash;

import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.Locale;

/** How many of a hundred events are of which kind; what is left of the hundred is poison. */
public enum EventMix {

    /** Much of what is hard: little is new, and one event in ten is poison. */
    DENSE(35, 30, 10, 15),

    /** As a corpus is fed that grows: 70 new, 20 of known documents (three of them the same again), 8 deletions, 2 poison. */
    GROWING(70, 17, 3, 8);

    private final int added;
    private final int updated;
    private final int repeated;
    private final int deleted;

    EventMix(int added, int updated, int repeated, int deleted) {
        this.added = added;
        this.updated = updated;
        this.repeated = repeated;
        this.deleted = deleted;
    }

    /** Returns the mix of a name, such as {@code dense}. */
    static EventMix of(String name) {
        return Arrays.stream(values())
                .filter(mix -> mix.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> VizslaException.invalid("mix", name, "one of dense, growing"));
    }

    int added() {
        return added;
    }

    int untilUpdated() {
        return added + updated;
    }

    int untilRepeated() {
        return untilUpdated() + repeated;
    }

    int untilDeleted() {
        return untilRepeated() + deleted;
    }
}
