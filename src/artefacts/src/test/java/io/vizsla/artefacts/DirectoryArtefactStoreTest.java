package io.vizsla.artefacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.testkit.ArtefactStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtefactStoreTest extends ArtefactStoreContract {

    @TempDir
    private Path directory;

    private DirectoryArtefactStore store;

    @BeforeEach
    void openStore() {
        store = DirectoryArtefactStore.open(directory);
    }

    @Override
    protected ArtefactStore store() {
        return store;
    }

    @Override
    protected void damage(Artefact artefact, byte[] bytes) throws IOException {
        Files.write(file(artefact), bytes);
    }

    private Path file(Artefact artefact) {
        String name = artefact.sha256();
        return directory
                .resolve(name.substring(0, 2))
                .resolve(name.substring(2, 4))
                .resolve(name);
    }

    @Override
    protected int leftovers() {
        return Objects.requireNonNull(directory.resolve("tmp").toFile().list()).length;
    }

    @Test
    void anArtefactIsAFileOfItsName() {
        assertThat(file(store.put(new ByteArrayInputStream(new byte[] {1})))).exists();
    }

    @Test
    void removesWhatACrashLeftUnfinishedAndNothingThatIsBeingWritten() throws IOException {
        Path left = Files.write(directory.resolve("tmp").resolve("put1.tmp"), new byte[] {1});
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path begun = Files.write(directory.resolve("tmp").resolve("put2.tmp"), new byte[] {1});

        DirectoryArtefactStore.open(directory);

        assertThat(directory.resolve("tmp").toFile().listFiles()).containsExactly(begun.toFile());
    }
}
