package io.vizsla.api.passage;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.VizslaException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one document: which of its chunks is nearest to a vector.
 *
 * @param ordinal of the only chunk that counts; null for all of them
 * @param vector what they are compared with, unit length
 */
public record DocumentQuery(DocumentRef document, @Nullable Integer ordinal, float[] vector) {

    public DocumentQuery {
        Objects.requireNonNull(document, "document");
        if (ordinal != null && ordinal < 0) {
            throw VizslaException.invalid("ordinal", ordinal, "at least 0");
        }
    }

    /** Returns whether a chunk of the document counts. */
    public boolean admits(int place) {
        return ordinal == null || ordinal == place;
    }
}
