package io.vizsla.models.imports;

import io.vizsla.api.model.Precision;
import io.vizsla.models.onnx.GraphOutline;
import java.util.Optional;

/**
 * A graph of an export.
 *
 * @param path relative to the export, with forward slashes
 */
record Graph(String path, GraphOutline outline) {

    /** Returns the number format of its weights, empty if this version runs none such. */
    Optional<Precision> precision() {
        return Precision.of(outline.weights());
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the path of the folder that it lies in, empty or with a slash at its end. */
    String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Returns its length with that of its weights. */
    long bytes() {
        return outline.bytes() + outline.dataBytes();
    }
}
