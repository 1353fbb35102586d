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
 * @param paddingId token that they are padded with
 */
public record EncoderForm(String output, PoolingMode pooling, PaddingSide padding, int paddingId) {

    /** Returns a model's form. */
    public static EncoderForm of(ModelManifest manifest, String output, int paddingId) {
        return new EncoderForm(output, manifest.pooling(), manifest.padding(), paddingId);
    }
}
