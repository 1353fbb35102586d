package io.vizsla.query.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.query.collection.CollectionServices;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.security.Ownership;
import io.vizsla.query.testing.Configs;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FileIngestTest {

    private static final MediaType TYPE = new MediaType("multipart", "form-data", Map.of("boundary", "b"));

    private final CollectionServices services = new CollectionServices();

    @BeforeEach
    void addCollection() {
        services.registry()
                .put(new CollectionSpec("c", "fake", "en", new Cutting(512, 64), FieldSchema.EMPTY, Map.of()));
    }

    @Test
    void waitsForEveryFile() {
        FilesResult result = ingest(Optional.of(Duration.ofSeconds(10)));

        assertThat(result.complete()).isTrue();
        assertThat(result.accepted()).extracting(AcceptedFile::id).containsExactly("a.txt", "b.txt");
        assertThat(result.failed()).isEmpty();
        assertThat(result.pending()).isZero();
    }

    @Test
    void tellsWhatWasTakenWhenPatienceEnds() {
        services.writes().answers = false;

        FilesResult result = ingest(Optional.of(Duration.ofMillis(1)));

        assertThat(result.complete()).isFalse();
        assertThat(result.accepted()).extracting(AcceptedFile::id).containsExactly("a.txt", "b.txt");
        assertThat(result.rejected()).extracting(RejectedFile::code).containsExactly("empty_document");
        assertThat(result.pending()).isEqualTo(2);
        assertThat(result.pendingIds()).containsExactly("a.txt", "b.txt");
    }

    @Test
    void doesNotWaitUnasked() {
        services.writes().answers = false;

        FilesResult result = ingest(Optional.empty());

        assertThat(result.complete()).isFalse();
        assertThat(result.accepted()).hasSize(2);
        assertThat(result.pending()).isNull();
    }

    @Test
    void rejectsNamesThatNoPathHolds() {
        FilesResult result = ingest(part("..", "one") + part("a.txt", "two"), Optional.empty());

        assertThat(result.accepted()).extracting(AcceptedFile::id).containsExactly("a.txt");
        assertThat(result.rejected())
                .extracting(RejectedFile::code, RejectedFile::detail)
                .containsExactly(
                        tuple("invalid_argument", "id = .. is not valid: must be without the segments . and .."));
    }

    private FilesResult ingest(Optional<Duration> patience) {
        return ingest(part("a.txt", "one") + part("empty.txt", "") + part("b.txt", "two"), patience);
    }

    private FilesResult ingest(String parts, Optional<Duration> patience) {
        String body = parts + "--b--\r\n";
        return services.files(Configs.of(LimitsConfig.class, Map.of()))
                .ingest(
                        "c",
                        Ownership.ALL,
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                        TYPE,
                        null,
                        patience);
    }

    private static String part(String name, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n" + content
                + "\r\n";
    }
}
