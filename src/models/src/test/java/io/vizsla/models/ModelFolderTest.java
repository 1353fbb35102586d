package io.vizsla.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.QuerySide;
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

    @Test
    void theMapOfTheQuerySideIsReadAndItsNumbersAreChecked() throws IOException {
        int dimension = model.manifest().dimension();
        float[] rows = new float[2 * (dimension + 1)];
        rows[0] = 1;
        rows[dimension + 2] = 1;
        assertThat(model.queryMap()).isNull();

        ModelFolder mapped = withMap(new AffineMap(dimension, rows).bytes());

        assertThat(mapped.queryMap().outputs()).isEqualTo(2);
        mapped.verify();
        byte[] broken = mapped.queryMap().bytes();
        broken[2] = (byte) 0xc0;
        broken[3] = 0x7f;
        assertThatThrownBy(() -> withMap(broken).verify())
                .hasMessageContaining("querySide.map[0][0]")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> withMap(new byte[12])).hasMessageContaining("querySide.map.bytes = 12");
        Files.delete(mapped.path().resolve("map.bin"));
        assertThatThrownBy(() -> ModelFolder.open(model.path())).hasMessageContaining("map.bin");
    }

    private ModelFolder withMap(byte[] bytes) throws IOException {
        Path map = Files.write(model.path().resolve("map.bin"), bytes);
        ModelFile file = new ModelFile("map.bin", Checksums.of(map), bytes.length);
        ModelManifest manifest = model.manifest().withQuerySide(new QuerySide("other@1", file));
        Files.write(model.path().resolve(ModelFolder.MANIFEST), ModelFolder.manifestJson(manifest));
        return ModelFolder.open(model.path());
    }
}
