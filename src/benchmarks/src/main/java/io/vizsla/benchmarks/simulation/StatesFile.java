package io.vizsla.benchmarks.simulation;

import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.benchmarks.crash.CrashEvent;
import java.util.List;
import java.util.SplittableRandom;

/** The file of a view of states: its last commit survives the process, unless the file itself is lost. */
final class StatesFile {

    private final SplittableRandom random;
    private List<DocumentStatus> states = List.of();
    private int position;

    StatesFile(SplittableRandom random) {
        this.random = random;
    }

    int position() {
        return position;
    }

    List<DocumentStatus> states() {
        return states;
    }

    /** Commits states and position together, one time in three. */
    void note(int reached, DocumentStates now) {
        if (random.nextInt(3) == 0) {
            position = reached;
            states = now.list(CrashEvent.COLLECTION, null, null, Integer.MAX_VALUE);
        }
    }

    /** The process died; rarely, its file is gone, too. */
    void processDied() {
        if (random.nextInt(20) == 0) {
            position = 0;
            states = List.of();
        }
    }
}
