package io.vizsla.indexer;

import io.vizsla.api.collection.Rebuild;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.PassageIndexes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Notes on the registry. The file of states of an index lies with the process that filled it last: another one begins an index
 * that is new all over, and one that served before where it stopped.
 *
 * @param folder of the files of states
 */
record SharedNotes(RebuildTerm term, PassageIndexes indexes, Path folder) implements RebuildNotes {

    private static final System.Logger LOG = System.getLogger(SharedNotes.class.getName());

    @Override
    public void begin(Rebuild rebuild) {
        String index = rebuild.to().indexName();
        Path file = RebuildParts.states(folder, index);
        RebuildNote note = term.note(rebuild.collection()).orElse(null);
        if (note != null
                && note.builder().equals(term.instance())
                && note.index().equals(index)
                && Files.exists(file)) {
            return;
        }
        StatusStore.delete(file);
        Map<String, RebuildNote.Stop> stops = note == null ? Map.of() : note.stops();
        if (rebuild.isWayBack()) {
            beginAt(stop(stops, index), file);
        } else if (indexes.exists(index)) {
            LOG.log(System.Logger.Level.INFO, "The index {0} is begun anew: nobody knows what it holds", index);
            indexes.drop(index);
        }
        term.note(rebuild, new RebuildNote(term.instance(), index, stops));
    }

    @Override
    public void stopped(Rebuild rebuild, String topic, Map<Integer, Long> offsets) {
        String index = rebuild.to().indexName();
        Map<String, RebuildNote.Stop> stops = new HashMap<>();
        term.note(rebuild.collection()).ifPresent(note -> stops.putAll(note.stops()));
        stops.put(rebuild.from().indexName(), new RebuildNote.Stop(topic, offsets));
        term.note(rebuild, new RebuildNote(term.instance(), index, stops));
    }

    private static void beginAt(RebuildNote.Stop stop, Path file) {
        try (StatusStore states = StatusStore.open(file)) {
            states.offsets(stop.topic());
            states.commit(stop.offsets());
        }
    }

    private static RebuildNote.Stop stop(Map<String, RebuildNote.Stop> stops, String index) {
        RebuildNote.Stop stop = stops.get(index);
        if (stop == null) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    "index",
                    index,
                    "one of which it is known where it stopped; begin a new rebuild");
        }
        return stop;
    }
}
