package io.vizsla.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithFilteringIT;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** LangChain4j's contract of stores, on Lucene without a single declared field: every filter looks at every row. */
class IndexEmbeddingStoreIT extends EmbeddingStoreWithFilteringIT {

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

    @Override
    protected boolean supportsContains() {
        return true;
    }

    @AfterEach
    void close() {
        lucene.close();
    }
}
