package io.vizsla.training.graph;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** What products of matrices are computed in. Weights are kept, summed and updated in single precision in either case. */
public enum Precision {
    /** Single precision. */
    FP32(ScalarType.Float),
    /** Eight bits of fraction; processors with AVX-512 BF16 or AMX are two to five times as fast in it. */
    BF16(ScalarType.BFloat16);

    private final ScalarType type;

    Precision(ScalarType type) {
        this.type = type;
    }

    ScalarType type() {
        return type;
    }
}
