package io.vizsla.models.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vizsla.models.ModelFolders;
import io.vizsla.testkit.TinyExport;
import io.vizsla.testkit.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that nobody may write to, as download caches keep them. */
class ReadOnlyExportTest {

    @TempDir
    private Path dir;

    @Test
    void theModelsFolderBelongsToItsOwnerAllTheSame() throws IOException {
        assumeTrue(dir.getFileSystem().supportedFileAttributeViews().contains("posix"), "no permissions here");
        TinyExport export = TinyExport.write(dir.resolve("tiny"))
                .graph("onnx/model.onnx", TinyOnnx.of(TinyExport.TOKENS, 16).withData("weights/model.onnx_data"));
        for (Path file : files(export.folder())) {
            Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OWNER_READ));
        }

        ImportedModel model =
                new ModelImport(dir.resolve("models"), ImportOptions.DEFAULTS).run(export.folder(), draft -> {});

        // Whoever is root may write to anything, so the permissions themselves are looked at.
        assertThat(files(model.folder().path())).hasSize(5).allSatisfy(file -> assertThat(
                        Files.getPosixFilePermissions(file))
                .as(file.toString())
                .contains(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        new ModelFolders(dir.resolve("models")).remove("tiny");
        assertThat(dir.resolve("models")).isEmptyDirectory();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
