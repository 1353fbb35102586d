package io.vizsla.query.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.testing.Configs;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadReaderTest {

    private static final MediaType TYPE = new MediaType("multipart", "form-data", Map.of("boundary", "b"));

    private final LimitsConfig limits = Configs.of(
            LimitsConfig.class,
            Map.of("vizsla.limits.file", "1K", "vizsla.limits.upload", "10K", "vizsla.limits.files-per-upload", "3"));
    private final UploadReader reader = new UploadReader(limits);

    @TempDir
    private Path folder;

    @Test
    void readsFilesAndMetadataInAnyOrder() throws IOException {
        try (Upload upload = read(part("file\"; filename=\"C:\\dir\\a.md", "# A")
                + part("metadata", "{\"k\":1}")
                + part("file\"; filename*=UTF-8''b%20%C3%BC.txt; x=\"", "B"))) {
            assertThat(upload.files()).extracting(UploadedFile::name).containsExactly("a.md", "b ü.txt");
            assertThat(upload.files())
                    .extracting(UploadedFile::contentType)
                    .containsExactly("text/markdown", "text/plain");
            assertThat(Files.readString(upload.files().getFirst().content())).isEqualTo("# A");
            assertThat(upload.metadata()).isEqualTo(Map.of("k", 1));
        }
    }

    @Test
    void refusesLargeFileAndReadsTheNext() {
        try (Upload upload =
                read(part("file\"; filename=\"large", "x".repeat(2000)) + part("file\"; filename=\"small", "y"))) {
            assertThat(upload.files().get(0).refusal()).isNotNull();
            assertThat(upload.files().get(1).refusal()).isNull();
        }
    }

    @Test
    void leavesNothingBehind() {
        Upload upload = read(part("file\"; filename=\"a", "x"));
        upload.close();

        assertThat(upload.files().getFirst().content()).doesNotExist();
        assertThat(upload.files().getFirst().content().getParent()).doesNotExist();
    }

    @Test
    void refusesTooMany() {
        refused(ErrorCode.TOO_LARGE, part("file\"; filename=\"a", "x").repeat(4));
        refused(
                ErrorCode.TOO_LARGE,
                part("file\"; filename=\"a", "x".repeat(5000)).repeat(3));
    }

    @Test
    void refusesWhatIsMalformed() {
        refused(ErrorCode.INVALID_ARGUMENT, "");
        refused(ErrorCode.INVALID_ARGUMENT, part("other", "x"));
        refused(ErrorCode.INVALID_JSON, part("metadata", "{"));
        assertThatThrownBy(() ->
                        reader.read(new ByteArrayInputStream(new byte[0]), new MediaType("multipart", "form-data")))
                .isInstanceOf(VizslaException.class);
    }

    @Test
    void takesLongHeadersAndRefusesLongerOnes() {
        String name = "file\"; filename=\"a.txt\"\r\nX-Note: ";

        try (Upload upload = read(part(name + "x".repeat(4000) + "\r\nX-End: \"", "x"))) {
            assertThat(upload.files()).extracting(UploadedFile::name).containsExactly("a.txt");
        }
        assertThatThrownBy(() -> read(part(name + "x".repeat(9000) + "\r\nX-End: \"", "x")))
                .isInstanceOfSatisfying(VizslaException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
                    assertThat(e.field()).contains("headers of a part");
                    assertThat(e.bound()).contains("at most 8192 bytes");
                });
    }

    @Test
    void doesNotBlameTheSenderForFolderThatIsMissing() {
        UploadReader homeless = new UploadReader(limits, folder.resolve("missing"));

        unavailable(() -> homeless.read(body(part("file\"; filename=\"a", "x")), TYPE));
    }

    @Test
    void doesNotBlameTheSenderForFolderThatGoes() {
        unavailable(() -> new UploadReader(limits, folder).read(afterwards(Files::delete), TYPE));
    }

    @Test
    void doesNotBlameTheSenderForFullDisk() {
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device that is always full").exists();

        unavailable(() -> new UploadReader(limits, folder)
                .read(afterwards(own -> Files.createSymbolicLink(own.resolve("file-0"), full)), TYPE));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void blamesTheSenderForBodyThatEnds() {
        byte[] body = part("file\"; filename=\"a", "x".repeat(100)).getBytes(StandardCharsets.UTF_8);
        InputStream cut = new SequenceInputStream(new ByteArrayInputStream(body, 0, 90), new BrokenInput());

        assertThatThrownBy(() -> reader.read(cut, TYPE))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    private static void unavailable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(e).hasCauseInstanceOf(IOException.class);
        });
    }

    /** Returns a body before whose first byte something happens to the folder that the reader has made. */
    private InputStream afterwards(Happening happening) {
        return new FilterInputStream(body(part("file\"; filename=\"a", "x"))) {

            private boolean happened;

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (!happened) {
                    happened = true;
                    try (Stream<Path> folders = Files.list(folder)) {
                        happening.to(folders.findFirst().orElseThrow());
                    }
                }
                return super.read(buffer, offset, length);
            }
        };
    }

    private interface Happening {
        void to(Path folder) throws IOException;
    }

    private static final class BrokenInput extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("the connection is gone");
        }
    }

    private void refused(ErrorCode code, String parts) {
        assertThatThrownBy(() -> read(parts)).isInstanceOfSatisfying(VizslaException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private Upload read(String parts) {
        return reader.read(body(parts), TYPE);
    }

    private static InputStream body(String parts) {
        return new ByteArrayInputStream((parts + "--b--\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String part(String name, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content + "\r\n";
    }
}
