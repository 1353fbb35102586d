package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.RebuildRegistry;
import io.vizsla.api.collection.SwitchableCollections;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.api.passage.PassageIndexes;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What rebuilds are made of. The caller owns all parts and closes them after the rebuilds.
 *
 * @param collections that go over
 * @param indexes of the collections
 * @param states of all documents in the indexes that serve
 * @param pause has the loops stand still for a moment
 * @param machine makes what indexes
 * @param folder for the states of indexes that are filled; one process at a time
 * @param notes what another process has to know to go on
 * @param steps told of each step, for tests
 * @param told of each rebuild
 */
public record RebuildParts(
        LogConnection connection,
        CollectionRegistry registry,
        RebuildRegistry rebuilds,
        SwitchableCollections collections,
        PassageIndexes indexes,
        DocumentStates states,
        IngestPause pause,
        RebuildMachine machine,
        Path folder,
        RebuildNotes notes,
        Consumer<RebuildStep> steps,
        RebuildListener told) {

    /** Returns the file of an index's states. */
    Path states(String index) {
        return states(folder, index);
    }

    static Path states(Path folder, String index) {
        return folder.resolve(index + ".mv");
    }
}
