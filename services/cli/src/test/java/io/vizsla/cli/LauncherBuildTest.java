package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher script builds, and what it makes of test reports. */
class LauncherBuildTest {

    private Launcher launcher;

    @BeforeEach
    void layOut(@TempDir Path temp) throws IOException {
        launcher = Launcher.in(temp);
    }

    @Test
    void itBuildsOnFirstUseAndWhenASourceChanges() throws Exception {
        launcher.jdk("jdk", "25", true);
        Path source = launcher.root().resolve("src/api/src/main/A.java");
        Files.createDirectories(source.getParent());

        Launcher.Ended first = launcher.launch(Map.of(), "status");
        launcher.launch(Map.of(), "status");
        assertThat(first.err()).contains("Building Vizsla");
        assertThat(launcher.root().resolve("mvnw.log")).hasContent("called");

        Files.writeString(source, "class A {}");
        Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() + 2000));
        launcher.launch(Map.of(), "status");
        assertThat(launcher.root().resolve("mvnw.log")).content().isEqualTo("called\ncalled\n");
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        launcher.jdk("jdk", "25", true);
        String slow = Files.readString(launcher.root().resolve("mvnw")).replace("#!/bin/sh\n", "#!/bin/sh\nsleep 2\n");
        launcher.script(launcher.root().resolve("mvnw"), slow);

        Process one = launcher.start(Map.of(), "status");
        Process other = launcher.start(Map.of(), "status");

        assertThat(launcher.finish(one).exitCode()).isZero();
        assertThat(launcher.finish(other).exitCode()).isZero();
        assertThat(launcher.root().resolve("mvnw.log")).content().isEqualTo("called\n");
        assertThat(launcher.root().resolve("build/build.lock")).doesNotExist();
    }

    @Test
    void aLockThatNobodySignedHoldsUpNobodyForLong() throws Exception {
        launcher.jdk("jdk", "25", true);
        Files.createDirectories(launcher.root().resolve("build/build.lock"));

        Launcher.Ended launched = launcher.launch(Map.of(), "status");

        assertThat(launched.exitCode()).isZero();
        assertThat(launcher.root().resolve("mvnw.log")).content().isEqualTo("called\n");
    }

    @Test
    void onlyCommandsThatComputeGetTheLargeHeap() throws Exception {
        launcher.jdk("jdk", "25", true);

        assertThat(launcher.launch(Map.of(), "search", "how to check and evaluate", "check")
                        .out())
                .contains("-Xmx512m");
        assertThat(launcher.launch(Map.of(), "evaluate", "folder").out()).contains("-Xmx2g");
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLogAndLeavesNoLock() throws Exception {
        launcher.jdk("jdk", "25", true);
        launcher.script(launcher.root().resolve("mvnw"), "#!/bin/sh\necho the reason\nexit 1\n");

        Launcher.Ended launched = launcher.launch(Map.of(), "status");

        assertThat(launched.exitCode()).isEqualTo(5);
        assertThat(launched.err()).contains("The build failed").contains("the reason");
        assertThat(launcher.root().resolve("build/build.lock")).doesNotExist();
    }

    @Test
    void testAddsUpTheReports() throws Exception {
        launcher.jdk("jdk", "25", true);
        report(
                "src/a",
                "<testsuite name=\"A\" tests=\"5\" errors=\"1\" skipped=\"1\" failures=\"1\">\n"
                        + "<testcase name=\"works\" classname=\"io.A\">\n</testcase>\n"
                        + "<testcase name=\"fails\" classname=\"io.A\">\n<failure message=\"no\"/>\n</testcase>\n"
                        + "<testcase name=\"waits\" classname=\"io.A\">\n<skipped message=\"no browser\"/>\n</testcase>\n");
        report("services/b", "<testsuite name=\"B\" tests=\"7\" errors=\"0\" skipped=\"0\" failures=\"0\">\n");
        launcher.script(
                launcher.root().resolve("mvnw"),
                "#!/bin/sh\nsleep 0.1\necho \"maven $*\"\ntouch */*/target/surefire-reports/TEST-*.xml\nexit ${RESULT:-0}\n");

        Launcher.Ended passed = launcher.launch(Map.of(), "test", "-Dtest=A");
        Launcher.Ended failed = launcher.launch(Map.of("RESULT", "1"), "test");

        assertThat(passed.exitCode()).isZero();
        assertThat(passed.out())
                .contains("maven -B --fail-at-end verify -Dtest=A")
                .contains("failed: io.A.fails")
                .contains("skipped: io.A.waits: no browser")
                .endsWith("9 passed, 2 failed, 1 skipped\n");
        assertThat(passed.err()).contains("There is no Chromium");
        assertThat(failed.exitCode()).isEqualTo(1);
    }

    private void report(String module, String text) throws IOException {
        Path folder = Files.createDirectories(launcher.root().resolve(module).resolve("target/surefire-reports"));
        Files.writeString(folder.resolve("TEST-" + module.replace('/', '.') + ".xml"), text);
    }
}
