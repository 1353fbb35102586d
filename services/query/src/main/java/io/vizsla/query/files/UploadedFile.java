package io.vizsla.query.files;

import io.vizsla.api.error.VizslaException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of an upload.
 *
 * @param name as the sender wrote it, without folders
 * @param contentType null where the sender gives none that tells anything
 * @param content where its bytes lie until the upload is closed; null if it was not taken
 * @param refusal why it was not taken, null if it was
 */
record UploadedFile(
        String name,
        @Nullable String contentType,
        @Nullable Path content,
        @Nullable VizslaException refusal) {}
