package io.vizsla.models.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.TinyExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An export that every test may change before it is imported. */
abstract class Importing {

    static final ModelImport.Trial ANYTHING = draft -> {};

    @TempDir
    Path dir;

    Path models;
    TinyExport export;

    @BeforeEach
    void writeExport() throws IOException {
        models = dir.resolve("models");
        export = TinyExport.write(dir.resolve("Tiny Model"));
    }

    /** Imports the export. */
    ImportedModel run(ImportOptions options) {
        return new ModelImport(models, options).run(export.folder(), ANYTHING);
    }

    /** Returns what was said of this export; what is said of every one is left out. */
    static List<String> notices(ImportedModel model) {
        return model.notices().stream()
                .filter(notice -> !notice.contains("fit-examples"))
                .toList();
    }

    /** Returns the names of what is in a folder, in order. */
    static List<String> contentOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static void assertBroken(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL))
                .hasMessageContaining(message);
    }
}
