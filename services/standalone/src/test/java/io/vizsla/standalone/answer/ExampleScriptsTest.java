package io.vizsla.standalone.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the scripts of the examples build: in the outline of a tree, with a pretended build and a pretended Java. */
class ExampleScriptsTest {

    private static final Path REPOSITORY = Path.of("../..");
    private static final String JARS = "chat-plain, chat-plain.jar\nchat-quarkus, quarkus-app/quarkus-run.jar";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path root;

    /** How a script ended. */
    private record Ended(int exitCode, String out) {}

    @BeforeEach
    void layOut() throws IOException {
        assumeThat(Files.isExecutable(Path.of("/bin/sh")))
                .as("there is a POSIX shell")
                .isTrue();
        script("jdk/bin/java", "echo \"$@\"\ncat\n");
        script("mvnw", "cat\necho \"$@\" >> mvnw.log\n");
        for (String file : new String[] {
            "pom.xml", "src/api/src/main/A.java", "src/client/src/main/A.java", "src/langchain4j/src/main/A.java"
        }) {
            write(file, LONG_AGO);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = JARS)
    void buildsWhatIsNotThere(String example, String jar) throws Exception {
        builds(example, jar);

        Ended first = run(example);
        Ended second = run(example);

        assertThat(first.exitCode()).as(first.out()).isZero();
        assertThat(first.out()).contains(example, "asked").endsWith("a question of the standard input\n");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(root.resolve("mvnw.log")).content().containsOnlyOnce("-pl examples/" + example + " -am package");
    }

    @ParameterizedTest
    @CsvSource(textBlock = JARS)
    void buildsWhatIsOlderThanItsSources(String example, String jar) throws Exception {
        builds(example, jar);
        write("examples/" + example + "/target/" + jar, LONG_AGO);
        for (String changed : new String[] {
            "examples/" + example + "/src/main/A.java",
            "examples/" + example + "/pom.xml",
            "src/langchain4j/src/main/A.java",
            "src/client/src/main/B.java"
        }) {
            assertThat(builtBy(example)).as("before %s", changed).isZero();
            write(
                    changed,
                    Files.getLastModifiedTime(built(example, jar)).toInstant().plusSeconds(1));

            assertThat(builtBy(example)).as(changed).isEqualTo(1);
            age(root.resolve(changed), LONG_AGO);
        }
    }

    /** What Maven does with a jar that would not change. */
    @ParameterizedTest
    @CsvSource(textBlock = JARS)
    void buildsOnceWhereTheJarStaysAsItWas(String example, String jar) throws Exception {
        script("mvnw", "echo called >> mvnw.log\n");
        scripts(example);
        write("examples/" + example + "/target/" + jar, LONG_AGO);
        write("pom.xml", LONG_AGO.plusSeconds(60));

        assertThat(builtBy(example)).isEqualTo(1);
        assertThat(builtBy(example)).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = JARS)
    void endsWhereTheBuildFails(String example, String jar) throws Exception {
        script("mvnw", "echo the reason\nexit 1\n");
        scripts(example);

        Ended ended = run(example);

        assertThat(ended.exitCode()).isEqualTo(5);
        assertThat(ended.out()).isEqualTo("the reason\n");
        assertThat(built(example, jar)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(textBlock = JARS)
    void endsWhereTheBuildLeavesNoJar(String example, String jar) throws Exception {
        script("mvnw", "exit 0\n");
        scripts(example);

        Ended ended = run(example);

        assertThat(ended.exitCode()).isEqualTo(5);
        assertThat(ended.out())
                .isEqualTo("There is no examples/%s/target/%s although the build ended well\n".formatted(example, jar));
        assertThat(built(example, jar)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(textBlock = JARS)
    void neverBuildsWhereItIsToldNotTo(String example, String jar) throws Exception {
        builds(example, jar);

        Ended without = run(example, Map.of("VIZSLA_BUILD", "never"));
        write("examples/" + example + "/target/" + jar, LONG_AGO);
        write("pom.xml", LONG_AGO.plusSeconds(60));
        Ended with = run(example, Map.of("VIZSLA_BUILD", "never"));

        assertThat(without.exitCode()).isEqualTo(5);
        assertThat(without.out())
                .startsWith("There is no examples/%s/target/%s and VIZSLA_BUILD is never".formatted(example, jar));
        assertThat(with.exitCode()).as(with.out()).isZero();
        assertThat(with.out()).endsWith("a question of the standard input\n");
        assertThat(root.resolve("mvnw.log")).doesNotExist();
    }

    private void scripts(String example) throws IOException {
        for (String file : new String[] {"examples/build.sh", "examples/" + example + "/run"}) {
            Path copy = root.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(REPOSITORY.resolve(file), copy);
        }
    }

    /** Lays out an example whose build makes a jar. */
    private void builds(String example, String jar) throws IOException {
        scripts(example);
        Path made = Path.of("examples", example, "target", jar);
        Files.writeString(
                root.resolve("mvnw"),
                "mkdir -p " + made.getParent() + " && echo jar > " + made + "\n",
                StandardOpenOption.APPEND);
    }

    private Path built(String example, String jar) {
        return root.resolve("examples").resolve(example).resolve("target").resolve(jar);
    }

    /** Runs the script and returns how many times it built. */
    private long builtBy(String example) throws Exception {
        Path log = root.resolve("mvnw.log");
        Files.deleteIfExists(log);
        Ended ended = run(example);
        assertThat(ended.exitCode()).as(ended.out()).isZero();
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    private Ended run(String example) throws Exception {
        return run(example, Map.of());
    }

    private Ended run(String example, Map<String, String> environment) throws Exception {
        Path said = root.resolve("said.txt");
        Path asked = Files.writeString(root.resolve("asked.txt"), "a question of the standard input\n");
        ProcessBuilder builder = new ProcessBuilder(
                        root.resolve("examples/" + example + "/run").toString(), "asked")
                .redirectErrorStream(true)
                .redirectInput(asked.toFile())
                .redirectOutput(said.toFile());
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().remove("VIZSLA_BUILD");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(said));
    }

    private void write(String file, Instant when) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
        age(path, when);
    }

    /** A folder is as old as what was last put into it. */
    private static void age(Path file, Instant when) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(when));
        Files.setLastModifiedTime(file.getParent(), FileTime.from(when));
    }

    private void script(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
