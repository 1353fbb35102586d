package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher script chooses its JDK. */
class LauncherJavaTest {

    private Launcher launcher;

    @BeforeEach
    void layOut(@TempDir Path temp) throws IOException {
        launcher = Launcher.in(temp);
    }

    @Test
    void withoutAJdkItSaysWhatIsThereAndWhatToDo() throws Exception {
        launcher.jdk("old", "17.0.2", true);
        launcher.jdk("runtime-only", "25", false);

        Launcher.Ended launched = launcher.launch(Map.of(), "status");

        assertThat(launched.exitCode()).isEqualTo(5);
        assertThat(launched.err())
                .contains("needs a JDK 25 or later")
                .contains("Java 17 in " + launcher.jdks().resolve("old"))
                .contains("runtime-only (usual folder): has no compiler")
                .contains("VIZSLA_JAVA_HOME=");
    }

    @Test
    void aNamedJdkThatWillNotDoIsNotPassedOver() throws Exception {
        Path old = launcher.jdk("old", "21.0.1", true);
        launcher.jdk("good", "25.0.1", true);

        assertThat(launcher.launch(Map.of("VIZSLA_JAVA_HOME", old.toString()), "status")
                        .exitCode())
                .isEqualTo(5);
        assertThat(launcher.launch(Map.of("VIZSLA_JAVA_HOME", "/no/such/jdk"), "status")
                        .err())
                .contains("no Java in /no/such/jdk");
    }

    @Test
    void theJdkIsTakenFromTheFirstPlaceThatHasOne() throws Exception {
        Path usual = launcher.jdk("b-25", "25.0.1", true);
        launcher.jdk("a-27", "27", true);
        Path home = launcher.jdk("../home", "26", true);
        Path named = launcher.jdk("../named", "25", true);

        assertThat(launcher.launch(Map.of(), "status").out()).startsWith("java of " + usual + "\n");
        assertThat(launcher.launch(Map.of("JAVA_HOME", home.toString()), "status")
                        .out())
                .startsWith("java of " + home + "\n");
        assertThat(launcher.launch(Map.of("JAVA_HOME", home.toString(), "VIZSLA_JAVA_HOME", named.toString()), "status")
                        .out())
                .startsWith("java of " + named + "\n");
        assertThat(launcher.launch(Map.of("JAVA_HOME", "/no/such/jdk"), "status")
                        .out())
                .startsWith("java of " + usual + "\n");
    }

    @Test
    void theVersionIsAskedOfJavaWhereThereIsNoReleaseFile() throws Exception {
        Path jdk = launcher.jdk("unlabelled", "25", true);
        Files.delete(jdk.resolve("release"));
        launcher.script(
                jdk.resolve("bin/java"),
                "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"25.0.2\" 2026' >&2; else echo ran; fi\n");

        assertThat(launcher.launch(Map.of(), "status").out()).isEqualTo("ran\n");
    }
}
