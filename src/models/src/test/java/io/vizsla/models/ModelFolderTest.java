package io.vizsla.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.models.imports.ImportOptions;
import io.vizsla.models.imports.ModelImport;
import io.vizsla.testkit.TinyExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DemonstrationBlend BLEND = new DemonstrationBlend(0.3, 0.05, 0.4, 0.9);

    @TempDir
    private Path dir;

    private ModelFolder model;

    @BeforeEach
    void importModel() throws IOException {
        model = new ModelImport(dir.resolve("models"), ImportOptions.DEFAULTS)
                .run(TinyExport.write(dir.resolve("tiny")).folder(), draft -> {})
                .folder();
    }

    @Test
    void aBlendIsWrittenIntoTheManifestAndNothingElseChanges() throws IOException {
        Path file = model.path().resolve("model.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"ofLaterVersions\":[7],"));

        ModelFolder fitted = model.writeBlend(BLEND, "claims:train");

        assertThat(fitted.manifest().blend()).isEqualTo(BLEND);
        assertThat(fitted.manifest().space()).isEqualTo(model.manifest().space());
        assertThat(fitted.manifest().provenance())
                .containsAllEntriesOf(model.manifest().provenance())
                .containsEntry("demonstrations", "claims:train");
        JsonNode written = JSON.readTree(file.toFile());
        assertThat(written.at("/ofLaterVersions/0").asInt()).isEqualTo(7);
        assertThat(written.at("/demonstrations/share").asDouble()).isEqualTo(0.3);
        fitted.verify();
        assertThat(fitted.writeBlend(DemonstrationBlend.NONE, "none").manifest().blend())
                .isEqualTo(DemonstrationBlend.NONE);
        try (Stream<Path> files = Files.list(model.path())) {
            assertThat(files.map(one -> one.getFileName().toString()))
                    .containsExactlyInAnyOrder("model.onnx", "model-int8.onnx", "tokenizer.json", "model.json");
        }
    }
}
