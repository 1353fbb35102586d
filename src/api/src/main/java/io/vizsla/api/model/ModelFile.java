package io.vizsla.api.model;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/**
 * A file of a model folder.
 *
 * @param path relative to the folder, with forward slashes; never leaves the folder
 * @param sha256 of its content, 64 lower-case hexadecimal digits
 * @param bytes its length
 */
public record ModelFile(String path, String sha256, long bytes) {

    public ModelFile {
        if (path.isEmpty()
                || path.startsWith("/")
                || path.contains("\\")
                || path.contains("..")
                || path.contains(":")) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, "path", path, "a relative path inside the folder");
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, "sha256", sha256, "64 lower-case hexadecimal digits");
        }
        if (bytes < 0) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, "bytes", bytes, "0 or more");
        }
    }
}
