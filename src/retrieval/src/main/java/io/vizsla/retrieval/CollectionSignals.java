package io.vizsla.retrieval;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.passage.TermStatistics;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.api.query.QueryContext;

/**
 * Single parts of the hybrid search, for those who have to know how it would order passages without searching: training
 * and its gate. Safe for any number of threads.
 */
public final class CollectionSignals {

    /** Returns the share that words have in a collection's hybrid search for a query, 0..1. */
    public double wordShare(OpenCollection collection, String text) {
        return PipelineOptions.of(collection.spec().pipeline())
                .fusion()
                .lexicalWeight()
                .of(new Context(collection, Query.of(text, Mode.HYBRID, 1)));
    }

    /** A search that is not made. */
    private record Context(OpenCollection open, Query query) implements QueryContext {

        @Override
        public CollectionSpec collection() {
            return open.spec();
        }

        @Override
        public TermStatistics termStatistics() {
            return open.index().termStatistics(query.text());
        }

        @Override
        public void note(String step, String key, Object value) {
            // Nobody asks to explain.
        }
    }
}
