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

    /** Returns the form that a model's manifest tells of, with the output, which it does not. */
    public static EncoderForm of(ModelManifest manifest, String output) {
        return new EncoderForm(output, manifest.pooling(), manifest.padding());
    }
}
