package io.vizsla.indexer;

import io.vizsla.api.collection.Rebuild;
import java.util.Map;

/** What one process leaves for another that is to go on with a rebuild, or back. Called by the rebuild's thread. */
public interface RebuildNotes {

    /** Where one process carries out all rebuilds: it has files of its own. */
    RebuildNotes NONE = new RebuildNotes() {
        @Override
        public void begin(Rebuild rebuild) {
            // The files are right.
        }

        @Override
        public void stopped(Rebuild rebuild, String topic, Map<Integer, Long> offsets) {
            // A file tells it.
        }
    };

    /**
     * Sees to it that the file of states of the index to fill is right, or gone. Called before anybody opens either.
     *
     * @throws io.vizsla.api.error.VizslaException if that cannot be known now
     */
    void begin(Rebuild rebuild);

    /**
     * Notes from where on the index that served would have to be filled, should it serve again. Called before the switch.
     *
     * @param topic the id of the log's topic
     * @param offsets by partition
     */
    void stopped(Rebuild rebuild, String topic, Map<Integer, Long> offsets);
}
