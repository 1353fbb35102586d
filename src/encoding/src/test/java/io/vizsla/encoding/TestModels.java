package io.vizsla.encoding;

import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import java.nio.file.Path;

/** The built-in models, written once into the build folder. */
final class TestModels {

    static final String BGE = "bge-small-en-v1.5";
    static final String MINILM = "all-minilm-l6-v2";

    private TestModels() {}

    static ModelFolder folder(String name) {
        return BuiltInModels.ensure(Path.of("target", "test-models"), name);
    }

    static OnnxBiEncoder open(String name, PrecisionChoice queries, PrecisionChoice passages) {
        return open(name, EncoderOptions.defaults().withPrecision(queries, passages), EncoderListener.NONE);
    }

    static OnnxBiEncoder open(String name, EncoderOptions options, EncoderListener listener) {
        ModelFolder folder = folder(name);
        return OnnxBiEncoder.open(folder.path(), folder.manifest(), options, listener);
    }

    static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
