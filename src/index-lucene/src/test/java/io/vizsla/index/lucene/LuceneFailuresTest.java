package io.vizsla.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.testkit.RandomChunks;
import io.vizsla.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneFailuresTest {

    @TempDir
    Path folder;

    private RandomChunks data;

    @BeforeEach
    void seed() {
        data = new RandomChunks(Seeds.random("LuceneFailuresTest"), 8, 0);
    }

    private LucenePassageIndexes indexes() {
        return new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS);
    }

    private static IndexSpec spec() {
        return new IndexSpec("x", new Space("s@1"), 8, 0, "en", FieldSchema.of(Map.of("year", FieldType.INTEGER)));
    }

    private void make(int chunks) {
        try (PassageIndex index = indexes().open(spec())) {
            index.upsert(new Batch(data.chunks("x", chunks)));
        }
    }

    private static VizslaException error(ThrowingCallable call) {
        return catchThrowableOfType(VizslaException.class, call);
    }

    @Test
    void anIndexThatIsOpenElsewhereIsReportedAsSuch() {
        try (PassageIndex open = indexes().open(spec())) {
            VizslaException error = error(() -> indexes().open(spec()));
            assertThat(error.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(error).hasMessageContaining("open elsewhere");
            assertThat(error(() -> indexes().drop("x")).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            open.flush();
        }
    }

    @Test
    void aMismatchNamesThePropertyAndBothValues() {
        make(3);
        VizslaException space =
                error(() -> indexes().open(new IndexSpec("x", new Space("s@2"), 8, 0, "en", spec().fields())));
        assertThat(space.field()).hasValue("space");
        assertThat(space).hasMessageContaining("s@1").hasMessageContaining("s@2");
        FieldSchema retyped = FieldSchema.of(Map.of("year", FieldType.DATE));
        VizslaException field = error(() -> indexes().open(new IndexSpec("x", new Space("s@1"), 8, 0, "en", retyped)));
        assertThat(field.field()).hasValue("fields.year");
        assertThat(field).hasMessageContaining("integer").hasMessageContaining("date");
    }

    @Test
    void aDamagedListOfSegmentsIsCorrupt() throws IOException {
        make(3);
        Path segments = file("segments_");
        Files.write(segments, new byte[] {1, 2, 3});
        assertThat(error(() -> indexes().open(spec())).code()).isEqualTo(ErrorCode.CORRUPT_INDEX);
    }

    @Test
    void aMissingListOfSegmentsIsCorruptAndNothingIsOverwritten() throws IOException {
        make(3);
        Files.delete(file("segments_"));
        assertThat(error(() -> indexes().open(spec())).code()).isEqualTo(ErrorCode.CORRUPT_INDEX);
        assertThat(file(".fdt")).exists();
    }

    @Test
    void aMissingFileIsCorrupt() throws IOException {
        make(3);
        Files.delete(file(".fdt"));
        assertThat(error(() -> indexes().open(spec())).code()).isEqualTo(ErrorCode.CORRUPT_INDEX);
    }

    @Test
    void theCheckSeesAFlippedBit() throws IOException {
        make(50);
        Path vectors = file(".vec");
        try (FileChannel channel = FileChannel.open(vectors, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, channel.size() / 2);
            one.put(0, (byte) (one.get(0) ^ 4)).rewind();
            channel.write(one, channel.size() / 2);
        }
        try (PassageIndex index = indexes().open(spec())) {
            assertThat(index.check().problems()).anyMatch(problem -> problem.contains("Lucene's check failed"));
        }
    }

    @Test
    void aFullDiskIsUnavailableAndTheIndexServesAndHealsWhenThereIsSpaceAgain() {
        AtomicBoolean full = new AtomicBoolean();
        LucenePassageIndexes indexes = new LucenePassageIndexes(
                folder, LuceneOptions.DEFAULTS, path -> new FullDisk(FSDirectory.open(path), full));
        List<EncodedChunk> chunks = data.chunks("x", 30);
        try (PassageIndex index = indexes.open(spec())) {
            index.upsert(new Batch(chunks.subList(0, 10)));
            index.flush();
            index.upsert(new Batch(chunks.subList(10, 20)));
            full.set(true);
            assertThat(error(index::flush).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            assertThat(index.search(IndexQuery.dense(data.vector(), 100)).size())
                    .isGreaterThanOrEqualTo(10);
            full.set(false);
            for (int attempt = 0; ; attempt++) {
                try {
                    index.upsert(new Batch(chunks.subList(10, 30)));
                    index.flush();
                    break;
                } catch (VizslaException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                    assertThat(attempt).isLessThan(3);
                }
            }
            assertThat(index.stats().chunks()).isEqualTo(30);
            assertThat(index.check().problems()).isEmpty();
        }
        try (PassageIndex index = indexes.open(spec())) {
            assertThat(index.stats().chunks()).isEqualTo(30);
        }
    }

    @Test
    void writesThatWereLostBeforeTheyWereFlushedAreNotTakenForDurable() {
        AtomicBoolean full = new AtomicBoolean();
        LucenePassageIndexes indexes = new LucenePassageIndexes(
                folder,
                LuceneOptions.DEFAULTS.withMaxPendingVersions(15),
                path -> new FullDisk(FSDirectory.open(path), full));
        List<EncodedChunk> chunks = data.chunks("x", 30);
        try (PassageIndex index = indexes.open(spec())) {
            index.upsert(new Batch(chunks.subList(0, 10)));
            full.set(true);
            assertThat(error(() -> index.upsert(new Batch(chunks.subList(10, 20))))
                            .code())
                    .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
            full.set(false);
            assertThat(index.check().problems()).isEmpty();
            assertThat(error(index::flush)).hasMessageContaining("lost the writes since its last flush");
            index.upsert(new Batch(chunks));
            index.flush();
            assertThat(index.stats().chunks()).isEqualTo(30);
        }
    }

    @Test
    void anIndexWhoseFilesWereRemovedIsNotBegunAgain() throws IOException {
        try (PassageIndex index = indexes().open(spec())) {
            index.upsert(new Batch(data.chunks("x", 10)));
            index.flush();
            try (Stream<Path> files = Files.list(folder.resolve("x"))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            assertThat(error(() -> {
                        index.upsert(new Batch(data.chunks("x", 10)));
                        index.flush();
                    }))
                    .isNotNull();
            assertThat(error(() -> index.upsert(new Batch(data.chunks("x", 10))))
                            .code())
                    .isEqualTo(ErrorCode.CORRUPT_INDEX);
        } catch (VizslaException closing) {
            assertThat(closing.code()).isEqualTo(ErrorCode.CORRUPT_INDEX);
        }
        assertThat(indexes().exists("x")).isFalse();
    }

    @Test
    void aClosedIndexSaysSo() {
        PassageIndex index = indexes().open(spec());
        index.close();
        index.close();
        assertThat(error(() -> index.search(IndexQuery.lexical("a", 1))).code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(error(() -> index.upsert(new Batch(data.chunks("x", 1)))).code())
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void theCheckShowsNobodyWhatIsNotFlushed() {
        try (PassageIndex index = indexes().open(spec())) {
            DocumentRef half = new DocumentRef("x", "half");
            index.upsert(new Batch(List.of(data.chunk(half, 1, 1))));
            assertThat(index.check().chunks()).isZero();
            assertThat(index.stats().chunks()).isZero();
        }
    }

    @Test
    void theCheckNamesDocumentsThatBreakOurRules() {
        try (PassageIndex index = indexes().open(spec())) {
            DocumentRef gap = new DocumentRef("x", "gap");
            DocumentRef mixed = new DocumentRef("x", "mixed");
            index.upsert(new Batch(List.of(
                    data.chunk(gap, 0, 1), data.chunk(gap, 2, 1), data.chunk(mixed, 0, 1), data.chunk(mixed, 1, 2))));
            index.flush();
            assertThat(index.check().problems())
                    .anyMatch(problem -> problem.contains("x/gap") && problem.contains("ordinals"))
                    .anyMatch(problem -> problem.contains("x/mixed#") && problem.contains("version"))
                    .anyMatch(problem -> problem.contains("x/mixed#") && problem.contains("content hash"))
                    .hasSize(3);
        }
    }

    @Test
    void vectorsOfTheLargestDimensionWork() {
        IndexSpec wide = new IndexSpec("wide", new Space("s"), IndexSpec.LARGEST_DIMENSION, 0, "en", FieldSchema.EMPTY);
        RandomChunks chunks = new RandomChunks(Seeds.random("wide"), IndexSpec.LARGEST_DIMENSION, 0);
        List<EncodedChunk> written = chunks.chunks("wide", 5);
        try (PassageIndex index = indexes().open(wide)) {
            index.upsert(new Batch(written));
            index.flush();
        }
        try (PassageIndex index = indexes().open(wide)) {
            assertThat(index.search(IndexQuery.dense(written.get(3).vector(), 1))
                            .list()
                            .getFirst()
                            .id())
                    .isEqualTo(written.get(3).chunk().id());
        }
    }

    @Test
    void aHalfMadeIndexIsMadeAgain() throws IOException {
        Files.createDirectories(folder.resolve("x"));
        Files.write(folder.resolve("x").resolve("pending_segments_1"), new byte[3]);
        assertThat(indexes().exists("x")).isFalse();
        make(2);
        assertThat(indexes().exists("x")).isTrue();
        assertThatThrownBy(() -> indexes().exists("../x")).isInstanceOf(VizslaException.class);
    }

    private Path file(String part) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("x"))) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A disk that can be full. */
    private static final class FullDisk extends FilterDirectory {

        private final AtomicBoolean full;

        FullDisk(Directory directory, AtomicBoolean full) {
            super(directory);
            this.full = full;
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            return limited(in.createOutput(name, context));
        }

        @Override
        public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
            return limited(in.createTempOutput(prefix, suffix, context));
        }

        private IndexOutput limited(IndexOutput output) {
            return new FilterIndexOutput("limited", output.getName(), output) {
                @Override
                public void writeByte(byte b) throws IOException {
                    check();
                    out.writeByte(b);
                }

                @Override
                public void writeBytes(byte[] b, int offset, int length) throws IOException {
                    check();
                    out.writeBytes(b, offset, length);
                }
            };
        }

        private void check() throws IOException {
            if (full.get()) {
                throw new IOException("No space left on device");
            }
        }
    }
}
