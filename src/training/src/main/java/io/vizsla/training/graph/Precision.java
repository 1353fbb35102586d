package io.vizsla.training.graph;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** What products of matrices are computed in. Weights are kept and updated in single precision at least. */
public enum Precision {
    /** Single precision. */
    FP32(ScalarType.Float),
    /** Eight bits of fraction; processors with AVX-512 BF16 or AMX are two to five times as fast in it. */
    BF16(ScalarType.BFloat16),
    /** Double precision, weights too: slow, to check gradients with. */
    FP64(ScalarType.Double);

    private final ScalarType type;

    Precision(ScalarType type) {
        this.type = type;
    }

    ScalarType type() {
        return type;
    }

    /** Returns what weights are kept in. */
    ScalarType weights() {
        return this == FP64 ? ScalarType.Double : ScalarType.Float;
    }
}
