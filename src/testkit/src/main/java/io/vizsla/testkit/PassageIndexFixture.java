package io.vizsla.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What the parts of {@link PassageIndexContract} share: an empty index, random data, and short words for common steps. */
@NullUnmarked // test code: the framework fills the fields
public abstract class PassageIndexFixture {

    /** Dimension of the vectors. */
    protected static final int DIMENSION = 32;

    /** Dimension of the token vectors. */
    protected static final int TOKEN_DIMENSION = 8;

    /** Name of the collection and of its index. */
    protected static final String COLLECTION = "contract";

    /** The folder that the test may fill. */
    @TempDir
    protected Path folder;

    /** The store under test. */
    protected PassageIndexes indexes;

    /** The index under test, empty at first. */
    protected PassageIndex index;

    /** Random numbers whose seed is printed. */
    protected SplittableRandom random;

    /** Random chunks for {@link #spec}. */
    protected RandomChunks data;

    /** Returns the store under test, whose data may lie in a folder of its own. */
    protected abstract PassageIndexes indexes(Path dir);

    @BeforeEach
    void open(TestInfo test) {
        random = Seeds.random(getClass().getSimpleName() + "." + test.getDisplayName());
        data = new RandomChunks(random, DIMENSION, TOKEN_DIMENSION);
        indexes = indexes(folder);
        index = indexes.open(spec());
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    /** Returns the spec of the index under test. */
    protected static IndexSpec spec() {
        return new IndexSpec(COLLECTION, new Space("s@1"), DIMENSION, TOKEN_DIMENSION, "und", RandomChunks.FIELDS);
    }

    /** Returns the name of a document of the index under test. */
    protected static DocumentRef document(String id) {
        return new DocumentRef(COLLECTION, id);
    }

    /** Closes the index and opens it again. */
    protected void reopen() {
        index.close();
        index = indexes.open(spec());
    }

    /** Writes chunks and makes them visible. */
    protected void write(List<EncodedChunk> chunks) {
        index.upsert(new Batch(chunks));
        index.flush();
    }

    /** Writes random chunks in several flushes, so that they come to lie in several places. */
    protected List<EncodedChunk> fill(int count) {
        List<EncodedChunk> chunks = data.chunks(COLLECTION, count);
        int step = Math.max(1, count / 4);
        for (int from = 0; from < count; from += step) {
            write(chunks.subList(from, Math.min(count, from + step)));
        }
        return chunks;
    }

    /** Returns a chunk with this text, and everything else random. */
    protected EncodedChunk chunk(String id, long version, String text, Map<String, @Nullable Object> metadata) {
        EncodedChunk any = data.chunk(document(id), 0, version);
        Chunk chunk = new Chunk(
                any.chunk().id(), version, "", List.of(), text, 0, text.length(), metadata, "hash-" + version);
        return new EncodedChunk(chunk, any.vector(), any.tokens());
    }

    /** Asserts that a call ends in an error of this code. */
    protected static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, e -> assertThat(e.code())
                .as(e.detail())
                .isEqualTo(code));
    }

    /** Returns the ids of hits, in their order. */
    protected static List<ChunkId> ids(Hits hits) {
        return hits.list().stream().map(Hit::id).toList();
    }

    /** Returns the ids of what the oracle found, in its order. */
    static List<ChunkId> ids(List<ExactSearch.Scored<EncodedChunk>> scored) {
        return scored.stream().map(one -> one.item().chunk().id()).toList();
    }
}
