package io.vizsla.query.files;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of one multipart request, in a folder of their own until closed. For one thread. */
final class Upload implements AutoCloseable {

    private final Path folder;
    private final List<UploadedFile> files = new ArrayList<>();
    private Map<String, @Nullable Object> metadata = Map.of();

    /**
     * Makes the folder inside another.
     *
     * @throws io.vizsla.api.error.VizslaException {@code STORE_UNAVAILABLE} if it cannot be made
     */
    Upload(Path parent) {
        try {
            this.folder = Files.createTempDirectory(parent, "vizsla-upload");
        } catch (IOException failed) {
            throw BoundedOutput.unavailable(failed);
        }
    }

    List<UploadedFile> files() {
        return files;
    }

    Map<String, @Nullable Object> metadata() {
        return metadata;
    }

    void add(UploadedFile file) {
        files.add(file);
    }

    void metadata(Map<String, @Nullable Object> sent) {
        metadata = sent;
    }

    Path nextPath() {
        return folder.resolve("file-" + files.size());
    }

    @Override
    public void close() {
        try (var left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException stays) {
            Log.warnf(stays, "The temporary folder %s of an upload stays behind", folder);
        }
    }
}
