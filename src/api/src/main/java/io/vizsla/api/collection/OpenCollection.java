package io.vizsla.api.collection;

import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.passage.PassageIndex;

/** A collection with what is needed to write to it and to search it. The parts are shared: nobody closes them here. */
public record OpenCollection(CollectionSpec spec, Encoder encoder, PassageIndex index) {

    /**
     * Returns the name of everything that decides what a document becomes in the index: space, cutting, language and
     * fields. Content that was indexed under the same name need not be indexed again.
     */
    public String indexedAs() {
        return index.spec().space() + "|" + spec.cutting().maxTokens() + "/"
                + spec.cutting().overlap() + "|" + spec.language() + "|"
                + spec.fields().fields();
    }
}
