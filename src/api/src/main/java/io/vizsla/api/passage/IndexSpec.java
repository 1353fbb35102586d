package io.vizsla.api.passage;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.VizslaException;

/**
 * What an index is made for. An index refuses to open under another spec than the one it was made with.
 *
 * @param name the physical index's name, by the rule of {@link IndexName}
 * @param space the space of its vectors
 * @param dimension of its vectors, 1 to {@value #LARGEST_DIMENSION}
 * @param tokenDimension of its token vectors; 0 where none are kept
 * @param language of its text, as a BCP 47 language such as {@code en}; decides the word analysis
 * @param fields what can be filtered on
 */
public record IndexSpec(
        String name, Space space, int dimension, int tokenDimension, String language, FieldSchema fields) {

    /** The largest dimension that every index supports. */
    public static final int LARGEST_DIMENSION = 4096;

    public IndexSpec {
        IndexName.check(name);
        if (dimension < 1 || dimension > LARGEST_DIMENSION) {
            throw VizslaException.invalid("dimension", dimension, "between 1 and " + LARGEST_DIMENSION);
        }
        if (tokenDimension < 0 || tokenDimension > LARGEST_DIMENSION) {
            throw VizslaException.invalid("tokenDimension", tokenDimension, "between 0 and " + LARGEST_DIMENSION);
        }
    }
}
