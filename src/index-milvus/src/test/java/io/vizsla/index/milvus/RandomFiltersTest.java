package io.vizsla.index.milvus;

import io.vizsla.testkit.RandomFilters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RandomFiltersTest {

    private final OwnPrefix own = new OwnPrefix();

    @AfterEach
    void drop() {
        own.drop();
    }

    @Test
    void onMilvusLite() {
        RandomFilters.compare(own.indexes(TestServers.lite()));
    }

    @Test
    void onTheServerWithoutBm25() {
        RandomFilters.compare(own.indexes(TestServers.full()));
    }
}
