package io.vizsla.cli;

import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.OnnxCrossEncoder;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import io.vizsla.models.TokenizerFit;
import java.nio.file.Path;

/**
 * The models of a data folder, the built-in ones written out on first use.
 *
 * @param folder whose sub-folders are models
 */
record LocalModels(Path folder) {

    /** Opens an embedding model; the caller closes it. */
    OnnxBiEncoder encoder(String name, EncoderOptions options) {
        ModelFolder model = find(name);
        return OnnxBiEncoder.open(model.path(), model.manifest(), options);
    }

    /** Opens a cross-encoder; the caller closes it. */
    OnnxCrossEncoder crossEncoder(String name, EncoderOptions options) {
        ModelFolder model = find(name);
        return OnnxCrossEncoder.open(model.path(), model.manifest(), options);
    }

    private ModelFolder find(String name) {
        if (BuiltInModels.names().contains(name)) {
            return BuiltInModels.ensure(folder, name);
        }
        ModelFolder model = new ModelFolders(folder).find(name);
        TokenizerFit.check(model);
        return model;
    }
}
