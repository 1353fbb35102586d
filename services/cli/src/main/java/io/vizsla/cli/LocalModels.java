package io.vizsla.cli;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.OnnxCrossEncoder;
import io.vizsla.evaluation.task.SymmetricForm;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
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

    /** As {@link #encoder}, with vectors of the length that the model gives them. */
    OnnxBiEncoder rawEncoder(String name, EncoderOptions options) {
        ModelFolder model = find(name);
        return OnnxBiEncoder.open(model.path(), model.manifest().withoutNormalization(), options);
    }

    /** Opens a cross-encoder; the caller closes it. */
    OnnxCrossEncoder crossEncoder(String name, EncoderOptions options) {
        ModelFolder model = find(name);
        return OnnxCrossEncoder.open(model.path(), model.manifest(), options);
    }

    /** Returns in which form a model reads texts that are compared with their like. */
    SymmetricForm symmetricForm(String name) {
        ModelManifest manifest = find(name).manifest();
        return SymmetricForm.of(manifest.prompt(Role.QUERY), manifest.prompt(Role.PASSAGE));
    }

    /** Returns a model. */
    ModelFolder find(String name) {
        if (BuiltInModels.names().contains(name)) {
            return BuiltInModels.ensure(folder, name);
        }
        return new ModelFolders(folder).find(name);
    }
}
