package io.vizsla.langchain4j;

import io.vizsla.api.document.FieldType;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.index.milvus.MilvusPassageIndexes;
import io.vizsla.testkit.MilvusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Indexes on a Milvus Lite of their own. To make a collection takes it seconds, so that one is used again, emptied. */
final class MilvusIndexes implements TestIndexes, AutoCloseable {

    private final MilvusServer server;
    private final MilvusPassageIndexes indexes;
    private final Map<Map<String, FieldType>, PassageIndex> open = new HashMap<>();

    /** Starts the server; aborts the test where it cannot be installed. */
    MilvusIndexes(Path folder) {
        server = MilvusServer.lite(folder);
        // It is a program in Python: a call with thousands of rows takes it long on a busy machine.
        MilvusOptions patient = MilvusOptions.of(server.uri()).withTimes(Duration.ofMinutes(2), Duration.ofMinutes(1));
        indexes = new MilvusPassageIndexes(patient);
    }

    @Override
    public PassageIndex empty(Map<String, FieldType> fields) {
        PassageIndex index =
                open.computeIfAbsent(fields, some -> indexes.open(TestIndexes.spec("rows" + open.size(), some)));
        new IndexEmbeddingStore(index).removeAll();
        return index;
    }

    @Override
    public void close() {
        open.values().forEach(PassageIndex::close);
        indexes.close();
        server.close();
    }
}
