package io.vizsla.query.testing;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.query.Query;
import io.vizsla.query.port.Searcher;
import java.util.function.BiFunction;

/**
 * Finds what a test says.
 *
 * @param finds what a query finds in a collection
 */
public record FakeSearcher(BiFunction<OpenCollection, Query, Found> finds) implements Searcher {

    @Override
    public Found search(OpenCollection collection, Query query) {
        return finds.apply(collection, query);
    }

    @Override
    public void check(CollectionSpec collection) {
        // Any settings will do.
    }
}
