package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files, servers, documents and arguments may do to a command: nothing but end in a clear message. */
class HostileInputTest {

    private static final String FILES = "POST /v1/collections/docs/files";
    private static final String SEARCH = "POST /v1/collections/docs/search";
    private static final String ESCAPE = "\\u001b]0;owned\\u0007\\u009b31m\\u202e";

    @TempDir
    private Path folder;

    private FakeInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FakeInstance()
                .on("GET /v1/collections/docs", 200, "{\"name\":\"docs\"}")
                .on(FILES, 200, "{\"accepted\":[{\"id\":\"x\"}],\"rejected\":[],\"failed\":[]}");
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void whatCannotBeReadInAFolderHarmsNoNeighbor() throws Exception {
        Files.writeString(folder.resolve("good.txt"), "good");
        Files.writeString(folder.resolve("zlast.txt"), "good");
        Files.createSymbolicLink(folder.resolve("dangling.txt"), folder.resolve("nowhere"));
        Files.createDirectory(folder.resolve("sub"));
        Files.createSymbolicLink(folder.resolve("sub").resolve("loop"), folder);
        new ProcessBuilder("mkfifo", folder.resolve("pipe.txt").toString())
                .start()
                .waitFor(10, TimeUnit.SECONDS);

        Cli ingest = Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(1), () -> Cli.run(instance, "ingest", "docs", folder.toString()));

        assertThat(ingest.exitCode()).isEqualTo(ExitCode.REJECTED);
        assertThat(instance.asked(FILES)).hasSize(2);
        assertThat(ingest.err()).contains("2 rejected").contains("dangling.txt: The link leads nowhere");
        assertThat(ingest.err()).contains("pipe.txt: This is no regular file");
        assertThat(ingest.out()).contains("2 documents can be found");
    }

    @Test
    void aFileThatMayNotBeReadIsNamed() throws IOException {
        Files.writeString(folder.resolve("good.txt"), "good");
        Path closed = Files.writeString(folder.resolve("closed.txt"), "closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        boolean root = Files.isReadable(closed);

        Cli ingest = Cli.run(instance, "ingest", "docs", folder.toString());

        assertThat(instance.asked(FILES)).hasSize(root ? 2 : 1);
        assertThat(ingest.exitCode()).isEqualTo(root ? ExitCode.OK : ExitCode.REJECTED);
    }

    @Test
    void longAndOddFileNamesAreSent() throws IOException {
        Files.writeString(folder.resolve("%".repeat(200) + ".txt"), "text");

        assertThat(Cli.run(instance, "ingest", "docs", folder.toString()).exitCode())
                .isZero();
        assertThat(instance.asked(FILES).getFirst().body()).contains(".txt\"").doesNotContain("%");
    }

    @Test
    void noDocumentSteersTheTerminal() {
        instance.on(SEARCH, 200, """
                {"hits":[{"rank":1,"documentId":"d%1$s","score":0.5,"title":"t%1$s","headings":["h%1$s"],
                "text":"x%1$s y","highlights":[],"signals":{}}],"model":"m%1$s","mode":"hybrid","timings":{}}
                """.formatted(ESCAPE));

        String out = Cli.run(instance, "search", "docs", "x").out();

        assertThat(out).contains("]0;owned").doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
    }

    @Test
    void noServersMessageSteersTheTerminal() {
        instance.refuse(SEARCH, 400, "invalid_argument", "field \u001b]0;owned\u0007\u009b31m\u202e");

        assertThat(Cli.run(instance, "search", "docs", "x").err())
                .contains("field")
                .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "ftp://localhost",
                "http://[",
                "http://[::1",
                "http://localhost:99999",
                "http://localhost:-1",
                "http://localhost:0",
                "http://localhost:abc",
                "http://localhost:",
                "http://%zz",
                "http://x_y:80",
                "http://user@host:80",
                "http://?",
                "http://localhost:80/%zz",
                "http://localhost:80/|x",
                "http://localhost?x=1",
                "http://localhost#f"
            })
    void anAddressThatIsNoneIsWrongUsage(String url) {
        Cli status = Cli.run("status", "--url", url);

        assertThat(status.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(status.err()).contains("--url = " + url + " is not valid").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "\"x\"", "null", "", "7"})
    void aServerThatAnswersSomethingElseIsNotVizsla(String answer) {
        instance.on(SEARCH, 200, answer).on("GET /v1/collections", 200, answer);

        for (Cli command : new Cli[] {Cli.run(instance, "search", "docs", "x"), Cli.run(instance, "collections")}) {
            assertThat(command.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(command.err()).contains("is not Vizsla");
            assertThat(command.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "7", "[]", "{\"field\":\"a\"} trailing", "{"})
    void anOptionThatIsNoObjectIsNotPassedOver(String json) {
        assertThat(Cli.run(instance, "search", "docs", "x", "--filter", json).exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Cli.run(instance, "collections", "create", "c", "--pipeline", json)
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(instance.asked("P")).isEmpty();
    }

    @Test
    void anEmptyNameIsWrongUsage() throws IOException {
        Files.writeString(folder.resolve("good.txt"), "good");
        for (String[] line : new String[][] {
            {"search", "", "x"},
            {"documents", ""},
            {"judgements", ""},
            {"check", ""},
            {"collections", "delete", ""},
            {"ingest", "", folder.toString()}
        }) {
            Cli command = Cli.run(instance, line);

            assertThat(command.exitCode()).as(line[0]).isEqualTo(ExitCode.USAGE);
            assertThat(command.err()).as(line[0]).contains("must not be empty");
        }
    }
}
