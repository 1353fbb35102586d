package io.vizsla.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWriterTest {

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path dir;

    @Test
    void aFullDiskLeavesNoDraft() {
        assumeTrue(Files.exists(FULL), "no device that is always full");

        assertThatThrownBy(() -> FolderWriter.write(dir.resolve("model"), draft -> {
                    Files.write(draft.resolve("model.onnx"), new byte[1000]);
                    Files.createSymbolicLink(draft.resolve("model-int8.onnx"), FULL);
                    Files.write(draft.resolve("model-int8.onnx"), new byte[1000]);
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");

        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void aFailedReplacementLeavesTheOldFileAndNoDraft() throws IOException {
        Path file = Files.writeString(dir.resolve("model.json"), "old");
        Path draft = dir.resolve(FolderWriter.DRAFT + "model.json");
        assumeTrue(Files.exists(FULL), "no device that is always full");
        Files.createSymbolicLink(draft, FULL);

        assertThatThrownBy(() -> FolderWriter.replace(file, new byte[10])).isInstanceOf(IOException.class);

        assertThat(file).hasContent("old");
        assertThat(draft).doesNotExist();
        FolderWriter.replace(file, "new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(file).hasContent("new");
    }
}
