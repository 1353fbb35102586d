package io.vizsla.indexer;

import java.util.Map;

/**
 * What a process must know to go on with another one's rebuild.
 *
 * @param builder the name of the process that fills the index; it alone has the states of the documents in it
 * @param index that is filled
 * @param stops of indexes that served before, by name
 */
record RebuildNote(String builder, String index, Map<String, Stop> stops) {

    RebuildNote {
        stops = Map.copyOf(stops);
    }

    /**
     * From where on an index would have to be filled, should it serve again.
     *
     * @param topic the id of the log's topic
     * @param offsets by partition
     */
    record Stop(String topic, Map<Integer, Long> offsets) {

        Stop {
            offsets = Map.copyOf(offsets);
        }
    }
}
