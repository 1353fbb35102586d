package io.vizsla.standalone.wiring;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.index.milvus.MilvusPassageIndexes;
import io.vizsla.standalone.config.IndexConfig;
import io.vizsla.standalone.config.Node;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The store of the collections' indexes: Lucene in the data folder, or Milvus. */
final class StorePart implements AutoCloseable {

    private final PassageIndexes indexes;
    private final @Nullable MilvusPassageIndexes milvus;

    private StorePart(PassageIndexes indexes, @Nullable MilvusPassageIndexes milvus) {
        this.indexes = indexes;
        this.milvus = milvus;
    }

    /**
     * Opens the store; waits for Milvus as long as the node may.
     *
     * @param folder of Lucene's indexes
     * @throws VizslaException {@code STORE_UNAVAILABLE} if Milvus does not answer in time
     */
    static StorePart open(Node node, IndexConfig config, Path folder) {
        if (node.milvus().isEmpty()) {
            return new StorePart(new LucenePassageIndexes(folder, config.options()), null);
        }
        MilvusPassageIndexes milvus = new MilvusPassageIndexes(node.milvus().get());
        try {
            StartWait.until("Milvus", node.startWait(), milvus::ping);
            return new StorePart(milvus, milvus);
        } catch (RuntimeException absent) {
            milvus.close();
            throw absent;
        }
    }

    PassageIndexes indexes() {
        return indexes;
    }

    /** Returns whether other processes write to the indexes too. */
    boolean shared() {
        return milvus != null;
    }

    /** Returns what is wrong with the store; empty if it answers. */
    String trouble() {
        try {
            if (milvus != null) {
                milvus.ping();
            }
            return "";
        } catch (VizslaException silent) {
            return silent.detail();
        }
    }

    @Override
    public void close() {
        if (milvus != null) {
            milvus.close();
        }
    }
}
