package io.vizsla.query.files;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.json.BoundedInput;
import io.vizsla.query.json.JsonValues;
import io.vizsla.query.json.StrictJson;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;

/** Reads a multipart stream into files on disk; a file that is too large is refused and the next one read. */
final class UploadReader {

    private static final int BUFFER = 64 * 1024;
    private static final int MOST_METADATA = 1024 * 1024;
    private static final int MOST_HEADERS = 8 * 1024;
    private static final String FIELDS = "file and metadata";

    private final LimitsConfig limits;
    private final Path folder;

    UploadReader(LimitsConfig limits) {
        this(limits, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param folder where the files of uploads lie while they are read */
    UploadReader(LimitsConfig limits, Path folder) {
        this.limits = limits;
        this.folder = folder;
    }

    /**
     * Returns the upload; the caller closes it.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} or {@code TOO_LARGE} for what was sent; {@code STORE_UNAVAILABLE} if
     *     the files cannot be kept
     */
    Upload read(InputStream body, MediaType type) {
        Upload upload = new Upload(folder);
        try {
            MultipartInput input = MultipartInput.builder()
                    .setInputStream(new BoundedInput(body, limits.upload().asLongValue(), "body"))
                    .setBoundary(boundary(type))
                    .setBufferSize(BUFFER)
                    .setPartHeaderSizeMax(MOST_HEADERS)
                    .get();
            readParts(input, upload);
            return upload;
        } catch (FileUploadException | IllegalArgumentException malformed) {
            upload.close();
            throw VizslaException.invalid("body", malformed.getMessage(), "well-formed multipart/form-data");
        } catch (IOException broken) {
            upload.close();
            throw VizslaException.invalid("body", broken.getMessage(), "complete multipart/form-data");
        } catch (VizslaException refused) {
            upload.close();
            throw refused;
        }
    }

    private void readParts(MultipartInput input, Upload upload) throws IOException {
        boolean more = input.skipPreamble();
        while (more) {
            readPart(input, headers(input), upload);
            more = input.readBoundary();
        }
        if (upload.files().isEmpty()) {
            throw VizslaException.invalid("file", null, "given: at least one part named file");
        }
    }

    /** A part behind headers without end cannot be found again, so the whole upload is refused. */
    private static PartHeaders headers(MultipartInput input) throws FileUploadException {
        try {
            return PartHeaders.parse(input.readHeaders());
        } catch (FileUploadSizeException tooLong) {
            throw BoundedInput.tooLarge("headers of a part", MOST_HEADERS);
        }
    }

    private void readPart(MultipartInput input, PartHeaders headers, Upload upload) throws IOException {
        switch (headers.field()) {
            case "file" -> readFile(input, headers, upload);
            case "metadata" -> upload.metadata(readMetadata(input));
            default -> throw VizslaException.invalid("part", headers.field(), "one of " + FIELDS);
        }
    }

    private void readFile(MultipartInput input, PartHeaders headers, Upload upload) throws IOException {
        if (upload.files().size() >= limits.filesPerUpload()) {
            throw VizslaException.field(
                    ErrorCode.TOO_LARGE,
                    "file",
                    "more than " + limits.filesPerUpload() + " files",
                    "at most " + limits.filesPerUpload() + " files");
        }
        long bound = limits.file().asLongValue();
        Path path = upload.nextPath();
        BoundedOutput file = BoundedOutput.to(path, bound);
        try (file) {
            input.readBodyData(file);
        }
        String name = headers.fileName() == null ? "" : headers.fileName();
        String contentType = ContentTypes.of(headers.contentType(), name);
        if (file.tooLarge()) {
            upload.add(new UploadedFile(name, contentType, null, BoundedInput.tooLarge("file", bound)));
        } else {
            upload.add(new UploadedFile(name, contentType, path, null));
        }
    }

    private static Map<String, @Nullable Object> readMetadata(MultipartInput input) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BoundedOutput bounded = new BoundedOutput(bytes, MOST_METADATA);
        input.readBodyData(bounded);
        if (bounded.tooLarge()) {
            throw BoundedInput.tooLarge("metadata", MOST_METADATA);
        }
        @Nullable
        Map<String, @Nullable Object> metadata =
                StrictJson.read(new ByteArrayInputStream(bytes.toByteArray()), Map.class);
        return JsonValues.finite(metadata);
    }

    private static byte[] boundary(MediaType type) {
        String boundary = type.getParameters().get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > 200) {
            throw VizslaException.invalid("Content-Type", type, "multipart/form-data with a boundary");
        }
        return boundary.getBytes(StandardCharsets.ISO_8859_1);
    }
}
