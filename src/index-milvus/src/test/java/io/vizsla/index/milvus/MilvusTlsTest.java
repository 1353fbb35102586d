package io.vizsla.index.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.testkit.MilvusServer;
import io.vizsla.testkit.RandomChunks;
import io.vizsla.testkit.Seeds;
import io.vizsla.testkit.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are reached by TLS alone. */
@NullUnmarked // test code: the framework fills the fields
class MilvusTlsTest {

    private static final IndexSpec SPEC = new IndexSpec("sealed", new Space("s@1"), 8, 0, "en", FieldSchema.EMPTY);

    @TempDir
    private Path folder;

    private final RandomChunks data = new RandomChunks(Seeds.random("MilvusTlsTest"), 8, 0);
    private TestAuthority authority;

    @BeforeEach
    void makeAuthority() {
        authority = TestAuthority.in(folder.resolve("authority"));
    }

    @Test
    void readsAndWritesGoByTlsToAServerThatIsTrustedAndToNoOther() {
        MilvusTls trusting = new MilvusTls(authority.certificate().toString(), "", "");
        try (MilvusServer server = MilvusServer.sealed(folder.resolve("server"), authority.issue("server"))) {
            assertWorks(options(server, trusting));

            refused(options(server, MilvusTls.DEFAULT), "certificate is not trusted");
            TestAuthority other = TestAuthority.in(folder.resolve("other"));
            refused(
                    options(server, new MilvusTls(other.certificate().toString(), "", "")),
                    "certificate is not trusted");
            refused(
                    MilvusOptions.of(server.uri().replace("https", "http"))
                            .withAccess("root:Milvus", "")
                            .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(1)),
                    "does not answer");
        }
    }

    @Test
    void aServerOfAnotherNameIsNotTrusted() {
        MilvusTls trusting = new MilvusTls(authority.certificate().toString(), "", "");
        TestAuthority.Identity elsewhere = authority.issueFor("server", "milvus.example.org");
        try (MilvusServer server = MilvusServer.sealed(folder.resolve("server"), elsewhere)) {
            refused(options(server, trusting), "certificate is not trusted");
        }
    }

    @Test
    void aServerThatAsksForACertificateIsShownOurs() {
        TestAuthority.Identity ours = authority.issue("ours");
        MilvusTls showing = new MilvusTls(
                authority.certificate().toString(),
                ours.certificate().toString(),
                ours.key().toString());
        try (MilvusServer server =
                MilvusServer.sealed(folder.resolve("server"), authority.issue("server"), authority.certificate())) {
            assertWorks(options(server, showing));

            refused(options(server, new MilvusTls(authority.certificate().toString(), "", "")), "no TLS connection");
        }
    }

    @Test
    void filesThatAreNoneAreRefused() throws IOException {
        String trusted = authority.certificate().toString();
        TestAuthority.Identity ours = authority.issue("ours");
        String certificate = ours.certificate().toString();
        String key = ours.key().toString();
        String text =
                Files.writeString(folder.resolve("text"), "no certificate").toString();
        String missing = folder.resolve("missing").toString();

        invalid("tls.authorities", missing, () -> new MilvusTls(missing, "", ""));
        invalid("tls.authorities", text, () -> new MilvusTls(text, "", ""));
        invalid("tls.certificate", text, () -> new MilvusTls(trusted, text, key));
        invalid("tls.key", missing, () -> new MilvusTls(trusted, certificate, missing));
        invalid("tls.key", "", () -> new MilvusTls(trusted, certificate, ""));
        invalid("tls.certificate", "", () -> new MilvusTls(trusted, "", key));
        invalid("tls.authorities", "", () -> new MilvusTls("", certificate, key));
        invalid("tls.key", certificate, () -> new MilvusTls(trusted, certificate, certificate));
        invalid("uri", "http://milvus:19530", () -> MilvusOptions.of("http://milvus:19530")
                .withTls(new MilvusTls(trusted, "", "")));
    }

    @Test
    void renewedFilesHoldForTheNextConnection() throws IOException {
        Path trusted = Files.copy(authority.certificate(), folder.resolve("trusted.pem"));
        MilvusOptions options =
                MilvusOptions.of("https://127.0.0.1:1").withTls(new MilvusTls(trusted.toString(), "", ""));
        Files.writeString(trusted, "no certificate");

        refused(options, "tls.authorities");
    }

    private void assertWorks(MilvusOptions options) {
        try (MilvusPassageIndexes indexes = new MilvusPassageIndexes(options)) {
            PassageIndex index = indexes.open(SPEC);
            index.upsert(new Batch(data.chunks("sealed", 20)));
            index.flush();
            assertThat(index.search(IndexQuery.dense(data.vector(), 50)).size()).isEqualTo(20);
        }
    }

    private static void refused(MilvusOptions options, String why) {
        try (MilvusPassageIndexes indexes = new MilvusPassageIndexes(options)) {
            assertThatThrownBy(() -> indexes.open(SPEC)).isInstanceOfSatisfying(VizslaException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                assertThat(e.detail()).contains(options.uri(), why);
            });
        }
    }

    private static void invalid(String field, String value, Runnable options) {
        assertThatThrownBy(options::run).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(e.field()).hasValue(field);
            assertThat(e.value()).hasValue(value);
            assertThat(e.bound()).isNotEmpty();
        });
    }

    private static MilvusOptions options(MilvusServer server, MilvusTls tls) {
        return MilvusOptions.of(server.uri())
                .withAccess("root:Milvus", "")
                .withTls(tls)
                .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(2));
    }
}
