package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtefactStoreTest {

    private static final byte[] BYTES = {'a', 'b', 'c'};
    private static final String SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path directory;

    @Test
    void keepsBytesUnderTheirHash() throws IOException {
        DirectoryArtefactStore store = DirectoryArtefactStore.open(directory);

        Artefact artefact = store.put(new ByteArrayInputStream(BYTES));

        assertThat(artefact).isEqualTo(new Artefact(SHA256, 3));
        try (InputStream in = store.open(artefact)) {
            assertThat(in.readAllBytes()).isEqualTo(BYTES);
        }
        assertThat(directory.resolve("ba").resolve("78").resolve(SHA256)).exists();
    }

    @Test
    void noticesBytesThatChanged() throws IOException {
        DirectoryArtefactStore store = DirectoryArtefactStore.open(directory);
        Artefact artefact = store.put(new ByteArrayInputStream(BYTES));
        Files.write(directory.resolve("ba").resolve("78").resolve(SHA256), new byte[] {'a', 'b', 'd'});

        assertThat(code(() -> store.open(artefact))).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(code(() -> store.open(new Artefact(SHA256, 4)))).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
    }

    @Test
    void tellsWhatIsMissingFromWhatIsNoName() {
        DirectoryArtefactStore store = DirectoryArtefactStore.open(directory);

        assertThat(code(() -> store.open(new Artefact("0".repeat(64), 1)))).isEqualTo(ErrorCode.UNKNOWN_RESOURCE);
        assertThat(code(() -> store.open(new Artefact("../../etc/passwd", 1)))).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void aBrokenStreamLeavesNothing() throws IOException {
        DirectoryArtefactStore store = DirectoryArtefactStore.open(directory);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThat(code(() -> store.put(broken))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void removesWhatACrashLeftUnfinished() throws IOException {
        Files.createDirectories(directory.resolve("tmp"));
        Files.write(directory.resolve("tmp").resolve("put1.tmp"), BYTES);

        DirectoryArtefactStore.open(directory);

        assertThat(directory.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void storingAgainKeepsAnArtefactFromBeingRemoved() {
        DirectoryArtefactStore store = DirectoryArtefactStore.open(directory);
        store.put(new ByteArrayInputStream(BYTES));
        Instant before = Instant.now().plusMillis(1);
        while (Instant.now().isBefore(before.plusMillis(20))) {
            Thread.onSpinWait();
        }

        store.put(new ByteArrayInputStream(BYTES));

        assertThat(store.storedBefore(before)).isEmpty();
        assertThat(store.remove(SHA256, before)).isFalse();
        assertThat(store.remove(SHA256, Instant.now().plusSeconds(1))).isTrue();
    }

    private static ErrorCode code(Runnable call) {
        return catchThrowableOfType(VizslaException.class, call::run).code();
    }
}
