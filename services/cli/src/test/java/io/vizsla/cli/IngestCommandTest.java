package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {

    private static final String LINES = "POST /v1/collections/docs/documents";
    private static final String FILES = "POST /v1/collections/docs/files";

    @TempDir
    private Path folder;

    private FakeInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FakeInstance()
                .on("GET /v1/collections/docs", 200, "{\"name\":\"docs\"}")
                .on(LINES, 200, "{\"accepted\":2,\"rejected\":[],\"rejectedTotal\":0,\"failed\":[],\"failedTotal\":0}")
                .on(FILES, 200, "{\"accepted\":[{\"id\":\"x\"}],\"rejected\":[],\"failed\":[]}");
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void linesAreStreamedAsTheyAre() throws IOException {
        String lines = "{\"id\":\"a\",\"text\":\"ä\"}\n{\"id\":\"b\",\"text\":\"2\"}\n";
        Path file = write("all.ndjson", lines);

        Cli ingest = Cli.run(instance, "ingest", "docs", file.toString());

        assertThat(ingest.exitCode()).isZero();
        assertThat(ingest.out()).contains("2 documents can be found in docs");
        FakeInstance.Asked sent = instance.asked(LINES).getFirst();
        assertThat(sent.body()).isEqualTo(lines);
        assertThat(sent.contentType()).isEqualTo("application/x-ndjson");
        assertThat(sent.call()).contains("wait=indexed");
    }

    @Test
    void aMissingCollectionIsMade() throws IOException {
        instance.refuse("GET /v1/collections/docs", 404, "unknown_collection", "there is none")
                .on("PUT /v1/collections/docs", 201, "{\"model\":\"bge\"}");

        Cli ingest =
                Cli.run(instance, "ingest", "docs", write("a.jsonl", "{}\n").toString(), "--field", "year=integer");

        assertThat(ingest.err()).contains("Made collection docs with model bge");
        assertThat(instance.asked("PUT").getFirst().body()).isEqualTo("{\"fields\":{\"year\":\"integer\"}}");
    }

    @Test
    void aFolderIsSearchedForEverythingThatWeRead() throws IOException {
        write("one.md", "# One");
        write("sub/two words.PDF", "%PDF");
        write("sub/.hidden.md", "no");
        write(".git/config.txt", "no");
        write("image.png", "no");
        write("beir/corpus.jsonl", "{}\n");
        write("beir/queries.jsonl", "{}\n");

        Cli ingest = Cli.run(instance, "ingest", "docs", folder.toString());

        assertThat(instance.asked(FILES))
                .extracting(asked -> asked.call().replaceAll(".*id=([^&]*)&.*", "$1"))
                .containsExactlyInAnyOrder("one.md", "sub%2Ftwo%20words.PDF");
        assertThat(instance.asked(LINES)).hasSize(1);
        assertThat(ingest.err()).contains("1 file of other kinds left out");
        assertThat(ingest.out()).contains("4 documents can be found");
    }

    @Test
    void aFileTravelsAsMultipart() throws IOException {
        Path file = write("a \"b\".txt", "content\r\n--not a boundary");

        Cli.run(instance, "ingest", "docs", file.toString());

        FakeInstance.Asked sent = instance.asked(FILES).getFirst();
        String boundary = sent.contentType().replaceAll(".*boundary=", "");
        assertThat(sent.body())
                .startsWith("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a _b_.txt\"\r\n")
                .contains("\r\n\r\ncontent\r\n--not a boundary\r\n--" + boundary + "--\r\n");
    }

    @Test
    void rejectedLinesAreListedAndEndWithFour() throws IOException {
        instance.on(
                LINES,
                200,
                "{\"accepted\":3,\"rejected\":[{\"line\":7,\"code\":\"invalid_json\",\"detail\":\"not JSON\"}],"
                        + "\"rejectedTotal\":2000,\"failed\":[{\"id\":\"z\",\"code\":\"too_large\",\"detail\":\"big\"}],"
                        + "\"failedTotal\":1}");
        Path file = write("all.jsonl", "{}\n");

        Cli ingest = Cli.run(instance, "ingest", "docs", file.toString());

        assertThat(ingest.exitCode()).isEqualTo(4);
        assertThat(ingest.err())
                .contains("2,000 rejected:")
                .contains("all.jsonl line 7: not JSON (invalid_json)")
                .contains("and 1,980 more")
                .contains("z: big (too_large)");
        assertThat(ingest.out()).contains("2 documents can be found");
    }

    @Test
    void aRefusedFileDoesNotStopTheOthers() throws IOException {
        write("bad.pdf", "x");
        write("good.txt", "y");
        instance.refuse(FILES + "?id=bad.pdf&wait=indexed&timeout=10m", 413, "too_large", "the file is too large");

        Cli ingest = Cli.run(instance, "ingest", "docs", folder.toString(), "--json");

        assertThat(ingest.exitCode()).isEqualTo(4);
        assertThat(Json.MAPPER.readTree(ingest.out()).path("accepted").asInt()).isEqualTo(1);
        assertThat(Json.MAPPER.readTree(ingest.out()).at("/rejected/0/source").asText())
                .isEqualTo("bad.pdf");
        assertThat(Json.MAPPER.readTree(ingest.out()).at("/rejected/0/code").asText())
                .isEqualTo("too_large");
    }

    @Test
    void documentsThatWereNotLookedAtInTimeEndWithOne() throws IOException {
        instance.on(LINES, 202, "{\"accepted\":3,\"rejected\":[],\"rejectedTotal\":0,\"failed\":[],\"pending\":2}");

        Cli ingest =
                Cli.run(instance, "ingest", "docs", write("a.jsonl", "{}\n").toString());

        assertThat(ingest.exitCode()).isEqualTo(1);
        assertThat(ingest.err()).contains("2 documents not looked at in time");
    }

    @Test
    void anEmptyFolderIsAWrongCommandLine() {
        Cli ingest = Cli.run(instance, "ingest", "docs", folder.toString());

        assertThat(ingest.exitCode()).isEqualTo(2);
        assertThat(ingest.err()).contains("nothing to ingest");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
