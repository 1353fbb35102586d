package io.vizsla.api.model;

import io.vizsla.api.error.VizslaException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model that all processes can fetch: its files are artefacts, named by their checksums.
 *
 * @param name of the model and of its folder
 * @param version of its weights
 * @param files all that its folder holds, the manifest among them; none is named twice
 */
public record SharedModel(String name, String version, List<ModelFile> files) {

    public SharedModel {
        files = List.copyOf(files);
        check(name.matches(ModelManifest.NAME), "name", name, "1 to 128 of a-z 0-9 . _ -");
        check(!version.isBlank(), "version", version, "not blank");
        Set<String> paths = new HashSet<>();
        for (ModelFile file : files) {
            check(paths.add(file.path()), "files", file.path(), "files that are named once");
        }
        check(!files.isEmpty(), "files", files, "at least one file");
    }

    private static void check(boolean holds, String field, Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid("model." + field, value, bound);
        }
    }
}
