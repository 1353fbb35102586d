package io.vizsla.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithRemovalIT;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** LangChain4j's contract of removals, on Lucene. */
class IndexEmbeddingStoreRemovalIT extends EmbeddingStoreWithRemovalIT {

    private final EmbeddingModel model = new FakeEmbeddingModel();
    private final LuceneStore lucene = new LuceneStore(Map.of());

    @Override
    protected EmbeddingStore<TextSegment> embeddingStore() {
        return lucene.store;
    }

    @Override
    protected EmbeddingModel embeddingModel() {
        return model;
    }

    @AfterEach
    void close() {
        lucene.close();
    }
}
