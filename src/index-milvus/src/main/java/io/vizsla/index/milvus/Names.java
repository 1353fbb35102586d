package io.vizsla.index.milvus;

import io.vizsla.api.passage.IndexName;
import java.util.Optional;

/** The names of Milvus collections, which know neither {@code -}, {@code @} nor an owner. */
final class Names {

    /** Ends the name of the collection beside an index's own; the escapes below never give it. */
    private static final String SIDECAR = "_side";

    private final String prefix;

    Names(String prefix) {
        this.prefix = prefix;
    }

    /** Returns the collection of an index's chunks. */
    String chunks(String index) {
        return prefix
                + IndexName.check(index).replace("_", "_u").replace("-", "_d").replace("@", "_a");
    }

    /** Returns the collection beside it. */
    String sidecar(String index) {
        return chunks(index) + SIDECAR;
    }

    /** Returns the index of a collection of chunks, empty if the collection is something else. */
    Optional<String> index(String collection) {
        if (!collection.startsWith(prefix) || collection.endsWith(SIDECAR)) {
            return Optional.empty();
        }
        String escaped = collection.substring(prefix.length());
        String index = escaped.replace("_a", "@").replace("_d", "-").replace("_u", "_");
        return IndexName.valid(index) && chunks(index).equals(collection) ? Optional.of(index) : Optional.empty();
    }
}
