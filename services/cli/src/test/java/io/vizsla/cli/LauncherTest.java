package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher script tells and passes on. */
class LauncherTest {

    private Launcher launcher;

    @BeforeEach
    void layOut(@TempDir Path temp) throws IOException {
        launcher = Launcher.in(temp);
    }

    @Test
    void helpNeedsNothing() throws Exception {
        Launcher.Ended help = launcher.launch(Map.of(), "help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("start", "ingest COLLECTION PATH...", "Exit codes");
        assertThat(launcher.launch(Map.of()).out()).isEqualTo(help.out());
        assertThat(launcher.launch(Map.of(), "--version").out()).isEqualTo("Vizsla 9.9\n");
        assertThat(launcher.root().resolve("mvnw.log")).doesNotExist();
    }

    @Test
    void anUnknownCommandEndsWithTwoAndHelp() throws Exception {
        Launcher.Ended unknown = launcher.launch(Map.of(), "serve");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no command \"serve\"").contains("Usage:");
    }

    @Test
    void commandsArePassedOnAsTheyAre() throws Exception {
        launcher.jdk("jdk", "25", true);

        Launcher.Ended launched = launcher.launch(Map.of(), "search", "docs", "two  words", "--json");

        assertThat(launched.out()).contains("io.vizsla.cli.Main search docs two  words --json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingest",
                "search",
                "train",
                "evaluate",
                "downsample",
                "models",
                "check",
                "documents",
                "judgements",
                "collections",
                "dead-letters",
                "status"
            })
    void everyCommandIsPassedOn(String command) throws Exception {
        launcher.jdk("jdk", "25", true);

        assertThat(launcher.launch(Map.of(), command, "docs").out())
                .contains("io.vizsla.cli.Main " + command + " docs");
    }

    @Test
    void helpOfACommandInsideOfACommandIsThatOfTheInner() throws Exception {
        launcher.jdk("jdk", "25", true);

        assertThat(launcher.launch(Map.of(), "help", "models", "fit-examples").out())
                .contains("io.vizsla.cli.Main models fit-examples --help");
        assertThat(launcher.launch(Map.of(), "help", "models").out()).contains("io.vizsla.cli.Main help models\n");
    }
}
