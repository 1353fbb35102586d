package io.vizsla.query.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.testing.Configs;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UploadReaderTest {

    private static final MediaType TYPE = new MediaType("multipart", "form-data", Map.of("boundary", "b"));

    private final UploadReader reader = new UploadReader(Configs.of(
            LimitsConfig.class,
            Map.of("vizsla.limits.file", "1K", "vizsla.limits.upload", "10K", "vizsla.limits.files-per-upload", "3")));

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

    private void refused(ErrorCode code, String parts) {
        assertThatThrownBy(() -> read(parts)).isInstanceOfSatisfying(VizslaException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private Upload read(String parts) {
        byte[] body = (parts + "--b--\r\n").getBytes(StandardCharsets.UTF_8);
        return reader.read(new ByteArrayInputStream(body), TYPE);
    }

    private static String part(String name, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + content + "\r\n";
    }
}
