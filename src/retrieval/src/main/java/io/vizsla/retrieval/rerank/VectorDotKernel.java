package io.vizsla.retrieval.rerank;

import io.vizsla.api.encoding.TokenVectors;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the processor's vector registers: each lane holds one token of the query, so that no sum has to be
 * taken across lanes. Sums of products of codes are whole numbers below 2<sup>24</sup> up to 1,040 dimensions, so floats
 * hold them exactly.
 */
final class VectorDotKernel implements DotKernel {

    /** Not wider than 256 bits: queries are short, and the lanes that the last block does not fill are lost. */
    static final VectorSpecies<Float> FLOATS =
            FloatVector.SPECIES_PREFERRED.length() > 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_PREFERRED;

    static final int LANES = FLOATS.length();

    @Override
    public BestDots against(TokenVectors query) {
        return new LaneDots(query);
    }
}
