package io.vizsla.retrieval.rerank;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel on the processor's vector registers. Products of two codes fit in 15 bits, so two of them are added as
 * shorts before they are widened to ints.
 */
final class VectorDotKernel implements DotKernel {

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
    private static final int LANES = BYTES.length();
    private static final int STEP = 2 * LANES;

    @Override
    public float best(byte[] query, int queryAt, byte[] passage, float[] scales, int dimension) {
        float best = Float.NEGATIVE_INFINITY;
        for (int row = 0; row < scales.length; row++) {
            best = Math.max(best, scales[row] * dot(query, queryAt, passage, row * dimension, dimension));
        }
        return best;
    }

    private static int dot(byte[] query, int queryAt, byte[] passage, int passageAt, int dimension) {
        int whole = dimension - dimension % STEP;
        IntVector sums = IntVector.zero(INTS);
        for (int i = 0; i < whole; i += STEP) {
            ShortVector two = products(query, queryAt + i, passage, passageAt + i)
                    .add(products(query, queryAt + i + LANES, passage, passageAt + i + LANES));
            sums = sums.add(two.convertShape(VectorOperators.S2I, INTS, 0))
                    .add(two.convertShape(VectorOperators.S2I, INTS, 1));
        }
        int sum = sums.reduceLanes(VectorOperators.ADD);
        for (int i = whole; i < dimension; i++) {
            sum += query[queryAt + i] * passage[passageAt + i];
        }
        return sum;
    }

    private static ShortVector products(byte[] query, int queryAt, byte[] passage, int passageAt) {
        return widened(query, queryAt).mul(widened(passage, passageAt));
    }

    private static ShortVector widened(byte[] codes, int at) {
        return (ShortVector) ByteVector.fromArray(BYTES, codes, at).convertShape(VectorOperators.B2S, SHORTS, 0);
    }
}
