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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;

/** Reads a multipart stream into files on disk; a file that is too large is refused and the next one read. */
final class UploadReader {

    private static final int BUFFER = 64 * 1024;
    private static final int MOST_METADATA = 1024 * 1024;
    private static final String FIELDS = "file and metadata";

    private final LimitsConfig limits;

    UploadReader(LimitsConfig limits) {
        this.limits = limits;
    }

    /** Returns the upload; the caller closes it. */
    Upload read(InputStream body, MediaType type) {
        Upload upload = null;
        try {
            upload = new Upload();
            MultipartInput input = MultipartInput.builder()
                    .setInputStream(new BoundedInput(body, limits.upload().asLongValue(), "body"))
                    .setBoundary(boundary(type))
                    .setBufferSize(BUFFER)
                    .get();
            readParts(input, upload);
            return upload;
        } catch (FileUploadException | IllegalArgumentException malformed) {
            close(upload);
            throw VizslaException.invalid("body", malformed.getMessage(), "well-formed multipart/form-data");
        } catch (IOException broken) {
            close(upload);
            throw VizslaException.invalid("body", broken.getMessage(), "complete multipart/form-data");
        } catch (VizslaException refused) {
            close(upload);
            throw refused;
        }
    }

    private void readParts(MultipartInput input, Upload upload) throws IOException {
        boolean more = input.skipPreamble();
        while (more) {
            readPart(input, PartHeaders.parse(input.readHeaders()), upload);
            more = input.readBoundary();
        }
        if (upload.files().isEmpty()) {
            throw VizslaException.invalid("file", null, "given: at least one part named file");
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
        BoundedFile file = new BoundedFile(Files.newOutputStream(path), bound);
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
        BoundedFile bounded = new BoundedFile(bytes, MOST_METADATA);
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

    private static void close(@Nullable Upload upload) {
        if (upload != null) {
            upload.close();
        }
    }

    /** Keeps bytes up to a bound and lets the rest go. */
    private static final class BoundedFile extends OutputStream {

        private final OutputStream out;
        private final long bound;
        private long written;

        BoundedFile(OutputStream out, long bound) {
            this.out = out;
            this.bound = bound;
        }

        boolean tooLarge() {
            return written > bound;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            written += length;
            if (written <= bound) {
                out.write(bytes, offset, length);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
