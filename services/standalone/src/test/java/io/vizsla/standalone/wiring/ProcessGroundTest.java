package io.vizsla.standalone.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.standalone.config.Configs;
import io.vizsla.standalone.config.TrainerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroundTest {

    @TempDir
    private Path folder;

    @Test
    void whereNoTrainerIsInstalledThatIsSaidBeforeAnythingBegins() throws Exception {
        ProcessGround ground = ground(Map.of());
        Path jar = folder.resolve("services/trainer/target/vizsla-trainer.jar");

        assertThatThrownBy(ground::checkInstalled).isInstanceOfSatisfying(VizslaException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.NOT_READY);
            assertThat(refused.detail()).contains(jar.toString()).contains("vizsla.trainer.class-path");
        });

        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        assertThatCode(ground::checkInstalled).doesNotThrowAnyException();
    }

    @Test
    void oneThatIsNamedCounts() {
        assertThatCode(ground(Map.of("class-path", "/opt/trainer/*"))::checkInstalled)
                .doesNotThrowAnyException();
    }

    private ProcessGround ground(Map<String, String> settings) {
        return new ProcessGround(
                folder.resolve("jobs"),
                folder.resolve("models"),
                Configs.of(TrainerConfig.class, "vizsla.trainer", settings),
                folder);
    }
}
