package io.vizsla.api.model;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.List;

/**
 * A file of a model folder.
 *
 * @param path relative to the folder, with forward slashes; never leaves the folder
 * @param sha256 of its content, 64 lower-case hexadecimal digits
 * @param bytes its length
 * @param data of a graph, the files beside it that hold its weights; empty where the graph holds them itself. Files of
 *     data have none of their own
 */
public record ModelFile(String path, String sha256, long bytes, List<ModelFile> data) {

    public ModelFile {
        data = List.copyOf(data);
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
        if (data.stream().anyMatch(one -> !one.data().isEmpty())) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, "data", path, "files without data of their own");
        }
    }

    /** Describes a file that is whole in itself. */
    public ModelFile(String path, String sha256, long bytes) {
        this(path, sha256, bytes, List.of());
    }

    /** Returns a copy whose weights lie in these files. */
    public ModelFile withData(List<ModelFile> files) {
        return new ModelFile(path, sha256, bytes, files);
    }

    /** Returns the length of the file and of its data together. */
    public long bytesWithData() {
        return bytes + data.stream().mapToLong(ModelFile::bytes).sum();
    }
}
