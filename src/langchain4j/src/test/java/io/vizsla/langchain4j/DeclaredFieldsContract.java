package io.vizsla.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithFilteringIT;
import dev.langchain4j.store.embedding.filter.Filter;
import io.vizsla.api.document.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * LangChain4j's contract of filters, on an index with every field declared, so that the index answers them. A field has one type in
 * an index and several in these tests, so that each of them gets an index of the fields that it brings.
 */
abstract class DeclaredFieldsContract extends EmbeddingStoreWithFilteringIT {

    private final EmbeddingModel model = new FakeEmbeddingModel();
    private IndexEmbeddingStore store;

    /** Returns where indexes come from, for all tests of the class. */
    abstract TestIndexes indexes();

    /** Comes before anything looks at the store. */
    @Override
    protected void ensureStoreIsReady() {
        store = new IndexEmbeddingStore(indexes().empty(Map.of()));
    }

    @Override
    protected EmbeddingStore<TextSegment> embeddingStore() {
        return store;
    }

    @Override
    protected EmbeddingModel embeddingModel() {
        return model;
    }

    @Override
    protected boolean supportsContains() {
        return true;
    }

    @Override
    @ParameterizedTest
    @MethodSource("should_filter_by_metadata")
    protected void should_filter_by_metadata(Filter filter, List<Metadata> matching, List<Metadata> others) {
        declare(matching, others);
        super.should_filter_by_metadata(filter, matching, others);
    }

    @Override
    @ParameterizedTest
    @MethodSource("should_filter_by_metadata_not")
    protected void should_filter_by_metadata_not(Filter filter, List<Metadata> matching, List<Metadata> others) {
        declare(matching, others);
        super.should_filter_by_metadata_not(filter, matching, others);
    }

    private void declare(List<Metadata> matching, List<Metadata> others) {
        Map<String, FieldType> fields = new HashMap<>();
        Stream.concat(matching.stream(), others.stream())
                .forEach(metadata -> metadata.toMap().forEach((key, value) -> fields.put(key, type(value))));
        store = new IndexEmbeddingStore(indexes().empty(fields));
    }

    private static FieldType type(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return FieldType.INTEGER;
        }
        return value instanceof Number ? FieldType.NUMBER : FieldType.KEYWORD;
    }
}
