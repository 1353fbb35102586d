package io.vizsla.models;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model on disk: its manifest and the files that the manifest names.
 *
 * @param path of the folder
 */
public record ModelFolder(Path path, ModelManifest manifest) {

    /** Name of the manifest's file. */
    public static final String MANIFEST = "model.json";

    /**
     * Reads the folder's manifest and checks that every file is there with the length it should have.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the file or the field that is wrong
     */
    public static ModelFolder open(Path path) {
        ModelFolder folder = new ModelFolder(path, readManifest(path));
        folder.manifest().files().forEach(folder::checkLength);
        return folder;
    }

    /**
     * Reads every file and compares its checksum with the manifest's; reads the map of the query side.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the first file that differs
     */
    public void verify() {
        for (ModelFile file : manifest.files()) {
            checkLength(file);
            try {
                String found = Checksums.of(resolve(file));
                if (!found.equals(file.sha256())) {
                    throw bad(file, "SHA-256 " + found, "SHA-256 " + file.sha256());
                }
            } catch (IOException e) {
                throw unreadable(file.path(), e);
            }
        }
        queryMap();
    }

    /**
     * Reads the map of the model's query side into the space that it serves.
     *
     * @return null for a model without query side, or whose queries lie there by themselves
     * @throws VizslaException {@code INVALID_MODEL} if the file cannot be read, or naming its length or the number that is
     *     wrong
     */
    public @Nullable AffineMap queryMap() {
        ModelFile map =
                manifest.querySide() == null ? null : manifest.querySide().map();
        if (map == null) {
            return null;
        }
        try {
            return AffineMap.read(manifest.dimension(), Files.readAllBytes(resolve(map)));
        } catch (IOException e) {
            throw unreadable(map.path(), e);
        }
    }

    /** Returns where a file of the manifest lies. */
    public Path resolve(ModelFile file) {
        return path.resolve(file.path());
    }

    /** Returns the content of a manifest's file; equal manifests give equal bytes. */
    public static byte[] manifestJson(ModelManifest manifest) {
        return ManifestJson.write(manifest);
    }

    /**
     * Reads a manifest without the folder that it belongs to.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the field that is wrong
     */
    public static ModelManifest manifest(byte[] json) {
        return ManifestJson.read(json);
    }

    /**
     * Writes into the manifest how far examples move the model's queries. Nothing else changes, and the manifest is the old
     * or the new one at any time.
     *
     * @param origin what the blend was chosen on; kept as its provenance
     * @return the folder as it is now
     * @throws VizslaException {@code INVALID_MODEL} if the manifest cannot be read; {@code INTERNAL} if the disk fails
     */
    public ModelFolder writeBlend(DemonstrationBlend blend, String origin) {
        try {
            Path file = path.resolve(MANIFEST);
            FolderWriter.replace(file, ManifestJson.withBlend(Files.readAllBytes(file), blend, origin));
        } catch (IOException e) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL,
                    "the manifest of " + manifest.name() + " cannot be written: " + e.getMessage(),
                    e);
        }
        return open(path);
    }

    private static ModelManifest readManifest(Path path) {
        try {
            return ManifestJson.read(Files.readAllBytes(path.resolve(MANIFEST)));
        } catch (IOException e) {
            throw unreadable(path.getFileName() + "/" + MANIFEST, e);
        }
    }

    private void checkLength(ModelFile file) {
        try {
            long bytes = Files.size(resolve(file));
            if (bytes != file.bytes()) {
                throw bad(file, bytes + " bytes", file.bytes() + " bytes long");
            }
        } catch (IOException e) {
            throw unreadable(file.path(), e);
        }
    }

    private VizslaException bad(ModelFile file, String found, String bound) {
        return VizslaException.field(ErrorCode.INVALID_MODEL, manifest.name() + "/" + file.path(), found, bound);
    }

    private static VizslaException unreadable(String file, IOException cause) {
        return VizslaException.of(ErrorCode.INVALID_MODEL, file + " is missing or cannot be read", cause);
    }
}
