package io.vizsla.artefacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.testkit.ArtefactStoreContract;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** On a server that speaks S3, from PyPI. */
class S3ArtefactStoreIT extends ArtefactStoreContract {

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private static S3Server server;

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private S3Options options;
    private S3Client client;
    private S3ArtefactStore store;

    @BeforeAll
    static void startServer() {
        server = S3Server.start(shared);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void openStore() {
        options = options("vizsla-" + BUCKETS.incrementAndGet(), server.address());
        client = S3Clients.of(options);
        client.createBucket(request -> request.bucket(options.bucket()));
        store = S3ArtefactStore.open(options, temporary);
    }

    @AfterEach
    void closeStore() {
        store.close();
        client.close();
    }

    private static S3Options options(String bucket, URI address) {
        return new S3Options(bucket, "some/where/", address, "eu-central-1", "key", "secret", Duration.ofMinutes(1));
    }

    @Override
    protected ArtefactStore store() {
        return store;
    }

    @Override
    protected void damage(Artefact artefact, byte[] bytes) {
        client.putObject(
                request -> request.bucket(options.bucket()).key(key(artefact.sha256())), RequestBody.fromBytes(bytes));
    }

    @Override
    protected int leftovers() {
        return java.util.Objects.requireNonNull(temporary.toFile().list()).length;
    }

    private static String key(String sha256) {
        return "some/where/" + sha256.substring(0, 2) + "/" + sha256.substring(2, 4) + "/" + sha256;
    }

    @Test
    void anotherProcessFindsWhatIsThere() throws Exception {
        Artefact artefact = store.put(new ByteArrayInputStream(new byte[] {1, 2, 3}));

        try (S3ArtefactStore other = S3ArtefactStore.open(options, temporary.resolve("other"));
                var in = other.open(artefact)) {
            assertThat(in.readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void whatIsNoArtefactIsLeftAlone() {
        client.putObject(
                request -> request.bucket(options.bucket()).key("some/where/notes.txt"),
                RequestBody.fromString("mine"));
        client.putObject(
                request -> request.bucket(options.bucket()).key("a".repeat(64)), RequestBody.fromString("mine, too"));

        assertThat(store.storedBefore(Instant.now().plusSeconds(60))).isEmpty();
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        S3Options wrong = options("nobodys", server.address());

        assertThatThrownBy(() -> S3ArtefactStore.open(wrong, temporary.resolve("wrong")))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessageContaining("s3://nobodys/some/where/")
                .hasMessageContaining("none of that name");
    }

    @Test
    void aStoreThatDoesNotAnswerIsUnavailable() {
        S3Options away = options("anybodys", URI.create("http://127.0.0.1:1"));

        assertThatThrownBy(() -> S3ArtefactStore.open(away, temporary.resolve("away")))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void badSettingsAreNamedAndSecretsAreNotTold() {
        assertThatThrownBy(() -> options("Upper", server.address()))
                .hasMessageContaining("vizsla.artefacts.s3.bucket = Upper");
        assertThatThrownBy(() -> options("b-1", URI.create("ftp://host")))
                .hasMessageContaining("vizsla.artefacts.s3.endpoint = ftp://host");
        assertThatThrownBy(() -> new S3Options("b-1", "", null, "r", "key", null, Duration.ofSeconds(1)))
                .hasMessageContaining("vizsla.artefacts.s3.secret-key = absent");
        assertThatThrownBy(() -> new S3Options("b-1", "/x", null, "r", null, null, Duration.ofSeconds(1)))
                .hasMessageContaining("vizsla.artefacts.s3.prefix = /x");
        assertThat(options.toString()).doesNotContain("secret");
    }
}
