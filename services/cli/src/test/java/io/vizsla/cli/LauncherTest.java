package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher script, in a copy of the tree's outline, with pretended JDKs and a pretended build. */
class LauncherTest {

    private static final Path REPOSITORY = Path.of(System.getProperty("vizsla.root", "../.."));
    private static final String TELLS_ITS_ARGUMENTS =
            "#!/bin/sh\necho \"java of $(dirname \"$(dirname \"$0\")\")\"\necho \"$@\"\n";

    @TempDir
    private Path temp;

    private Path root;
    private Path jdks;

    private record Launched(int exitCode, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        assumeThat(Files.isExecutable(Path.of("/bin/sh")))
                .as("there is a POSIX shell")
                .isTrue();
        root = Files.createDirectory(temp.resolve("the root"));
        jdks = Files.createDirectory(temp.resolve("jdks"));
        Files.copy(REPOSITORY.resolve("vizsla"), root.resolve("vizsla"));
        Files.writeString(root.resolve("pom.xml"), "<project>\n  <version>9.9</version>\n</project>\n");
        script(
                root.resolve("mvnw"),
                "#!/bin/sh\necho called >> mvnw.log\n" + producing("services/cli/target/vizsla-cli.jar")
                        + producing("services/standalone/target/quarkus-app/quarkus-run.jar"));
    }

    @Test
    void helpNeedsNothing() throws Exception {
        Launched help = launch(Map.of(), "help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("start", "ingest COLLECTION PATH...", "Exit codes");
        assertThat(launch(Map.of()).out()).isEqualTo(help.out());
        assertThat(launch(Map.of(), "--version").out()).isEqualTo("Vizsla 9.9\n");
        assertThat(root.resolve("mvnw.log")).doesNotExist();
    }

    @Test
    void anUnknownCommandEndsWithTwoAndHelp() throws Exception {
        Launched unknown = launch(Map.of(), "serve");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no command \"serve\"").contains("Usage:");
    }

    @ParameterizedTest
    @CsvSource({"--port, abc", "--port, 70000", "--kafka-port, -1", "--kafka-port, ''", "--speed, 9", "--port=,"})
    void aWrongOptionOfStartEndsWithTwo(String option, String value) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("start", option));
        if (value != null) {
            arguments.add(value);
        }

        assertThat(launch(Map.of(), arguments.toArray(String[]::new)).exitCode())
                .isEqualTo(2);
    }

    @Test
    void withoutAJdkItSaysWhatIsThereAndWhatToDo() throws Exception {
        jdk("old", "17.0.2", true);
        jdk("runtime-only", "25", false);

        Launched launched = launch(Map.of(), "status");

        assertThat(launched.exitCode()).isEqualTo(5);
        assertThat(launched.err())
                .contains("needs a JDK 25 or later")
                .contains("Java 17 in " + jdks.resolve("old"))
                .contains("runtime-only (usual folder): has no compiler")
                .contains("VIZSLA_JAVA_HOME=");
    }

    @Test
    void aNamedJdkThatWillNotDoIsNotPassedOver() throws Exception {
        Path old = jdk("old", "21.0.1", true);
        jdk("good", "25.0.1", true);

        assertThat(launch(Map.of("VIZSLA_JAVA_HOME", old.toString()), "status").exitCode())
                .isEqualTo(5);
        assertThat(launch(Map.of("VIZSLA_JAVA_HOME", "/no/such/jdk"), "status").err())
                .contains("no Java in /no/such/jdk");
    }

    @Test
    void theJdkIsTakenFromTheFirstPlaceThatHasOne() throws Exception {
        Path usual = jdk("b-25", "25.0.1", true);
        jdk("a-27", "27", true);
        Path home = jdk("../home", "26", true);
        Path named = jdk("../named", "25", true);

        assertThat(launch(Map.of(), "status").out()).startsWith("java of " + usual + "\n");
        assertThat(launch(Map.of("JAVA_HOME", home.toString()), "status").out()).startsWith("java of " + home + "\n");
        assertThat(launch(Map.of("JAVA_HOME", home.toString(), "VIZSLA_JAVA_HOME", named.toString()), "status")
                        .out())
                .startsWith("java of " + named + "\n");
        assertThat(launch(Map.of("JAVA_HOME", "/no/such/jdk"), "status").out()).startsWith("java of " + usual + "\n");
    }

    @Test
    void theVersionIsAskedOfJavaWhereThereIsNoReleaseFile() throws Exception {
        Path jdk = jdk("unlabelled", "25", true);
        Files.delete(jdk.resolve("release"));
        script(
                jdk.resolve("bin/java"),
                "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"25.0.2\" 2026' >&2; else echo ran; fi\n");

        assertThat(launch(Map.of(), "status").out()).isEqualTo("ran\n");
    }

    @Test
    void itBuildsOnFirstUseAndWhenASourceChanges() throws Exception {
        jdk("jdk", "25", true);
        Path source = root.resolve("src/api/src/main/A.java");
        Files.createDirectories(source.getParent());

        Launched first = launch(Map.of(), "status");
        launch(Map.of(), "status");
        assertThat(first.err()).contains("Building Vizsla");
        assertThat(root.resolve("mvnw.log")).hasContent("called");

        Files.writeString(source, "class A {}");
        Files.setLastModifiedTime(
                source, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 2000));
        launch(Map.of(), "status");
        assertThat(root.resolve("mvnw.log")).content().isEqualTo("called\ncalled\n");
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        jdk("jdk", "25", true);
        String slow = Files.readString(root.resolve("mvnw")).replace("#!/bin/sh\n", "#!/bin/sh\nsleep 2\n");
        script(root.resolve("mvnw"), slow);

        Process one = start(Map.of(), "status");
        Process other = start(Map.of(), "status");

        assertThat(finish(one).exitCode()).isZero();
        assertThat(finish(other).exitCode()).isZero();
        assertThat(root.resolve("mvnw.log")).content().isEqualTo("called\n");
        assertThat(root.resolve("build/build.lock")).doesNotExist();
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLogAndLeavesNoLock() throws Exception {
        jdk("jdk", "25", true);
        script(root.resolve("mvnw"), "#!/bin/sh\necho the reason\nexit 1\n");

        Launched launched = launch(Map.of(), "status");

        assertThat(launched.exitCode()).isEqualTo(5);
        assertThat(launched.err()).contains("The build failed").contains("the reason");
        assertThat(root.resolve("build/build.lock")).doesNotExist();
    }

    @Test
    void commandsArePassedOnAsTheyAre() throws Exception {
        jdk("jdk", "25", true);

        Launched launched = launch(Map.of(), "search", "docs", "two  words", "--json");

        assertThat(launched.out()).contains("io.vizsla.cli.Main search docs two  words --json");
    }

    @Test
    void startMapsItsOptions() throws Exception {
        jdk("jdk", "25", true);

        Launched launched = launch(
                Map.of("VIZSLA_JAVA_OPTS", "-Xmx99m"),
                "start",
                "--port=0",
                "--kafka-port",
                "0",
                "--data-dir",
                "my data",
                "-Dvizsla.search.x=1");

        assertThat(launched.exitCode()).isZero();
        assertThat(launched.out().lines().toList().getLast())
                .contains("-Dquarkus.http.port=0 -Dvizsla.kafka.port=0 -Dvizsla.data-dir=" + temp.resolve("my data"))
                .contains("-Dquarkus.http.host=localhost")
                .contains("-Dvizsla.search.x=1 -Xmx99m -jar");
    }

    @Test
    void testAddsUpTheReports() throws Exception {
        jdk("jdk", "25", true);
        report(
                "src/a",
                "<testsuite name=\"A\" tests=\"5\" errors=\"1\" skipped=\"1\" failures=\"1\">\n"
                        + "<testcase name=\"works\" classname=\"io.A\">\n</testcase>\n"
                        + "<testcase name=\"fails\" classname=\"io.A\">\n<failure message=\"no\"/>\n</testcase>\n"
                        + "<testcase name=\"waits\" classname=\"io.A\">\n<skipped message=\"no browser\"/>\n</testcase>\n");
        report("services/b", "<testsuite name=\"B\" tests=\"7\" errors=\"0\" skipped=\"0\" failures=\"0\">\n");
        script(
                root.resolve("mvnw"),
                "#!/bin/sh\nsleep 0.1\necho \"maven $*\"\ntouch */*/target/surefire-reports/TEST-*.xml\nexit ${RESULT:-0}\n");

        Launched passed = launch(Map.of(), "test", "-Dtest=A");
        Launched failed = launch(Map.of("RESULT", "1"), "test");

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
        Path folder = Files.createDirectories(root.resolve(module).resolve("target/surefire-reports"));
        Files.writeString(folder.resolve("TEST-" + module.replace('/', '.') + ".xml"), text);
    }

    @Test
    void aTakenPortEndsWithFiveBeforeAnythingStarts() throws Exception {
        realJava();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            String port = Integer.toString(taken.getLocalPort());

            Launched http = launch(Map.of(), "start", "--port", port, "--kafka-port", "0");
            Launched kafka = launch(Map.of(), "start", "--port", "0", "--kafka-port", port);

            assertThat(http.exitCode()).isEqualTo(5);
            assertThat(http.err()).contains("Port " + port).contains("Choose another with --port N");
            assertThat(kafka.exitCode()).isEqualTo(5);
            assertThat(kafka.err()).contains("Choose another with --kafka-port N");
        }
    }

    @Test
    void aDataFolderInUseEndsWithFive() throws Exception {
        realJava();
        Path data = Files.createDirectory(temp.resolve("data"));
        try (FileChannel channel = FileChannel.open(
                        data.resolve("vizsla.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();

            Launched launched =
                    launch(Map.of(), "start", "--port", "0", "--kafka-port", "0", "--data-dir", data.toString());

            assertThat(launched.exitCode()).isEqualTo(5);
            assertThat(launched.err()).contains("is in use by another instance").contains("--data-dir");
        }
    }

    /** Lets the launcher find this JVM's JDK, and a jar with the classes that look before a start. */
    private void realJava() throws IOException {
        Path real = jdk("real", "25", true);
        script(real.resolve("bin/java"), "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
        Path jar = root.resolve("services/cli/target/vizsla-cli.jar");
        Files.createDirectories(jar.getParent());
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes)) {
            for (String name : List.of("StartCheck", "ExitCode")) {
                String entry = "io/vizsla/cli/" + name + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (InputStream in = StartCheck.class.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
        Path app = root.resolve("services/standalone/target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(app.getParent());
        Files.writeString(app, "never started");
        Files.createDirectories(root.resolve("build"));
        Files.writeString(root.resolve("build/built"), "");
    }

    private Path jdk(String name, String version, boolean compiler) throws IOException {
        Path home = Files.createDirectories(jdks.resolve(name).normalize());
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), TELLS_ITS_ARGUMENTS);
        if (compiler) {
            script(home.resolve("bin/javac"), "#!/bin/sh\n");
        }
        return home;
    }

    private static String producing(String file) {
        return "mkdir -p " + Path.of(file).getParent() + " && touch " + file + "\n";
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Launched launch(Map<String, String> environment, String... arguments) throws Exception {
        return finish(start(environment, arguments));
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of(root.resolve("vizsla").toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder process = new ProcessBuilder(command).directory(temp.toFile());
        process.environment().clear();
        process.environment().put("PATH", pathWithoutJava());
        process.environment().put("VIZSLA_JDK_FOLDERS", jdks.toString());
        process.environment().putAll(environment);
        return process.start();
    }

    private Launched finish(Process process) throws Exception {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Launched(process.exitValue(), out, err);
    }

    /** Returns a folder with the tools that the script needs, and no Java. */
    private String pathWithoutJava() throws IOException {
        Path tools = temp.resolve("tools");
        if (!Files.exists(tools)) {
            Files.createDirectory(tools);
            for (String tool : List.of(
                    "sh",
                    "dirname",
                    "sed",
                    "head",
                    "tail",
                    "mkdir",
                    "rm",
                    "cat",
                    "find",
                    "touch",
                    "mv",
                    "sleep",
                    "kill",
                    "readlink",
                    "awk",
                    "id")) {
                for (String folder : List.of("/usr/bin", "/bin")) {
                    if (Files.isExecutable(Path.of(folder, tool)) && !Files.exists(tools.resolve(tool))) {
                        script(tools.resolve(tool), "#!/bin/sh\nexec " + folder + "/" + tool + " \"$@\"\n");
                    }
                }
            }
        }
        return tools.toString();
    }
}
