package io.vizsla.training.encoder;

import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;

/**
 * What stands around a model's graph.
 *
 * @param output of the graph that is pooled
 * @param pooling how a text's states become its vector
 * @param padding side that shorter texts are padded on
 */
public record EncoderForm(String output, PoolingMode pooling, PaddingSide padding) {

    /** Returns a model's form with an output of its graph, which a manifest need not name. */
    public static EncoderForm of(ModelManifest manifest, String output) {
        return new EncoderForm(output, manifest.pooling(), manifest.padding());
    }
}
