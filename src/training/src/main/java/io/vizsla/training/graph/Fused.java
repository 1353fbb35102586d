package io.vizsla.training.graph;

/** Names of the steps that stand for several of the format's. */
final class Fused {

    static final String PREFIX = "vizsla.";
    static final String LINEAR = PREFIX + "Linear";
    static final String LAYER_NORM = PREFIX + "LayerNorm";
    static final String GELU = PREFIX + "Gelu";
    static final String ATTENTION = PREFIX + "Attention";

    /** Attribute of an attention: what the scores are multiplied by. */
    static final String SCALE = "scale";

    /** Attribute of an attention: not 0 where the key is transposed already. */
    static final String TURNED = "turned";

    private Fused() {}
}
