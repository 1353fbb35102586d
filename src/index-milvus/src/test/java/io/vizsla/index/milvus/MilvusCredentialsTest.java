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
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for credentials. */
@NullUnmarked // test code: the framework fills the fields
class MilvusCredentialsTest {

    private static final IndexSpec SPEC = new IndexSpec("guarded", new Space("s@1"), 8, 0, "en", FieldSchema.EMPTY);

    @TempDir
    private Path folder;

    private final RandomChunks data = new RandomChunks(Seeds.random("MilvusCredentialsTest"), 8, 0);

    @Test
    void readsAndWritesGoWithTheCredentialsAndNoneGoWithout() {
        try (MilvusServer server = MilvusServer.guarded(folder)) {
            try (MilvusPassageIndexes indexes = new MilvusPassageIndexes(options(server, "root:Milvus"))) {
                PassageIndex index = indexes.open(SPEC);
                index.upsert(new Batch(data.chunks("guarded", 20)));
                index.flush();
                assertThat(index.search(IndexQuery.dense(data.vector(), 50)).size())
                        .isEqualTo(20);
            }
            refused(server, "root:wrong");
            refused(server, "");
        }
    }

    private static void refused(MilvusServer server, String token) {
        try (MilvusPassageIndexes indexes = new MilvusPassageIndexes(options(server, token))) {
            assertThatThrownBy(() -> indexes.open(SPEC)).isInstanceOfSatisfying(VizslaException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                assertThat(e.detail()).contains(server.uri(), "refuses the credentials");
                assertThat(e.detail()).doesNotContain("wrong");
            });
        }
    }

    private static MilvusOptions options(MilvusServer server, String token) {
        return MilvusOptions.of(server.uri())
                .withAccess(token, "")
                .withTimes(Duration.ofSeconds(20), Duration.ofSeconds(2));
    }
}
