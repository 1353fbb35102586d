package io.vizsla.indexer;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.SwitchableCollections;
import io.vizsla.api.passage.PassageIndexes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What rebuilds among several indexers are made of, at each of them. The caller owns all parts and closes them after.
 *
 * @param control what processes tell one another
 * @param group of the indexers
 * @param instance the name of this process
 * @param patience how long the indexers that stand still for a switch wait for those whose batch takes long
 */
public record RebuildLeaderParts(
        LogConnection connection,
        RebuildControl control,
        String group,
        String instance,
        SwitchableCollections collections,
        PassageIndexes indexes,
        StatusView states,
        RebuildMachine machine,
        Path folder,
        Duration patience,
        Consumer<RebuildStep> steps,
        RebuildListener told) {

    /** While all indexers stand still. */
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> candidate() {
        return connection.consumer(RebuildLeader.candidate(group, instance));
    }

    GroupPause pause(RebuildTerm term) {
        return new GroupPause(connection, term, group, patience, () -> states.readToEnd(CATCH_UP));
    }

    RebuildParts rebuildParts(RebuildTerm term, GroupPause pause) {
        CollectionRegistry registry = term.collections();
        return new RebuildParts(
                connection,
                registry,
                term,
                collections,
                indexes,
                states,
                pause,
                machine,
                folder,
                new SharedNotes(term, indexes, folder),
                steps,
                told);
    }
}
