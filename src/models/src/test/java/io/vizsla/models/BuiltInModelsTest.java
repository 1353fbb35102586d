package io.vizsla.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInModelsTest {

    @TempDir
    private Path dir;

    @Test
    void theFirstUseWritesSoundFoldersAndTheNextLeavesThem() throws IOException {
        List<ModelFolder> written = BuiltInModels.ensure(dir);
        FileTime time = Files.getLastModifiedTime(dir.resolve("bge-small-en-v1.5/model.json"));

        List<ModelFolder> again = BuiltInModels.ensure(dir);

        assertThat(again).isEqualTo(written);
        assertThat(Files.getLastModifiedTime(dir.resolve("bge-small-en-v1.5/model.json")))
                .isEqualTo(time);
        assertThat(BuiltInModels.names()).containsExactly("bge-small-en-v1.5", "all-minilm-l6-v2");
        ModelFolders folders = new ModelFolders(dir);
        assertThat(folders.names()).containsExactly("all-minilm-l6-v2", "bge-small-en-v1.5");
        assertThat(folders.verify("bge-small-en-v1.5")
                        .manifest()
                        .prompt(Role.QUERY)
                        .instruction())
                .startsWith("Represent this sentence");
        assertThat(folders.verify("all-minilm-l6-v2").manifest().prompts()).isEmpty();
        assertThat(folders.find("bge-small-en-v1.5").manifest().blend())
                .isEqualTo(new DemonstrationBlend(0.5, 0.02, 0.8, 0.95));
        assertThat(folders.find("all-minilm-l6-v2").manifest().blend())
                .isEqualTo(new DemonstrationBlend(0.8, 0.1, 0.88, 0.96));
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).hasSize(2);
        }
        assertThat(written.get(0).manifest().space())
                .isNotEqualTo(written.get(1).manifest().space());
    }

    @Test
    void damageIsNamed() throws IOException {
        ModelFolder model = BuiltInModels.ensure(dir, "all-minilm-l6-v2");
        ModelFolders folders = new ModelFolders(dir);
        Path tokenizer = model.path().resolve("tokenizer.json");
        byte[] bytes = Files.readAllBytes(tokenizer);

        bytes[1000] ^= 1;
        Files.write(tokenizer, bytes);
        assertThat(folders.find("all-minilm-l6-v2")).isEqualTo(model);
        assertBroken(() -> folders.verify("all-minilm-l6-v2"), "all-minilm-l6-v2/tokenizer.json");

        Files.write(tokenizer, new byte[3]);
        assertBroken(() -> folders.find("all-minilm-l6-v2"), "all-minilm-l6-v2/tokenizer.json");
        assertThat(folders.list()).isEmpty();

        Files.delete(tokenizer);
        assertBroken(() -> BuiltInModels.ensure(dir, "all-minilm-l6-v2"), "tokenizer.json");
    }

    @Test
    void unknownModelsAndOtherNamesAreRefused() throws IOException {
        ModelFolders folders = new ModelFolders(dir.resolve("none"));
        assertThat(folders.list()).isEmpty();
        assertThatThrownBy(() -> folders.find("../etc"))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_MODEL));
        assertThatThrownBy(() -> BuiltInModels.ensure(dir, "gpt")).hasMessageContaining("bge-small-en-v1.5");

        ModelFolder model = BuiltInModels.ensure(dir, "all-minilm-l6-v2");
        Files.move(model.path(), dir.resolve("renamed"));
        assertBroken(() -> new ModelFolders(dir).find("renamed"), "name = all-minilm-l6-v2");
    }

    private static void assertBroken(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MODEL))
                .hasMessageContaining(message);
    }
}
