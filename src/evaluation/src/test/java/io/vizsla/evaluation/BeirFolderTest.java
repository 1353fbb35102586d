package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.SharedData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeirFolderTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFolder() throws IOException {
        write("corpus.jsonl", """
                {"_id": "d1", "title": "One", "text": "first", "metadata": {"year": 2020, "tags": ["a", null]}}

                {"_id": 2, "text": ""}
                """);
        write("queries.jsonl", """
                {"_id": "q1", "text": "what is first?", "metadata": {}}
                {"_id": "q2", "text": "ünïcode"}
                """);
        write("qrels/test.tsv", """
                query-id	corpus-id	score
                q1	d1	2
                q1	2	0
                """);
    }

    @Test
    void readsCorpusQueriesAndJudgements() {
        BeirFolder beir = BeirFolder.open(folder);

        List<BeirDocument> documents = documents(beir);

        assertThat(documents).extracting(BeirDocument::id).containsExactly("d1", "2");
        assertThat(documents.getFirst().metadata()).containsEntry("year", 2020).containsKey("tags");
        assertThat(documents.getLast().title()).isEmpty();
        assertThat(beir.queries()).containsExactly(Map.entry("q1", "what is first?"), Map.entry("q2", "ünïcode"));
        assertThat(beir.qrels("test").of("q1")).isEqualTo(Map.of("d1", 2, "2", 0));
        assertThat(beir.splits()).containsExactly("test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"_id\": \"d1\", \"text\": \"a\" | INVALID_JSON | not valid JSON",
                "[1] | INVALID_JSON | a JSON object",
                "{\"text\": \"a\"} | INVALID_JSON | _id",
                "{\"_id\": \" \", \"text\": \"a\"} | INVALID_JSON | _id",
                "{\"_id\": \"x\"} | INVALID_JSON | text = nothing",
                "{\"_id\": \"x\", \"text\": 5} | INVALID_JSON | text = 5",
                "{\"_id\": \"x\", \"text\": \"a\", \"metadata\": []} | INVALID_JSON | metadata",
                "{\"_id\": \"x\", \"text\": \"a\"} {} | INVALID_JSON | not valid JSON",
                "{\"_id\": \"ok\", \"text\": \"again\"} | INVALID_JSON | there once",
            })
    void namesFileAndLineOfABadDocument(String line, ErrorCode code, String part) throws IOException {
        write("corpus.jsonl", "{\"_id\": \"ok\", \"text\": \"a\"}\n\n" + line + "\n");

        assertThatThrownBy(() -> documents(BeirFolder.open(folder)))
                .isInstanceOfSatisfying(VizslaException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.detail()).contains("corpus.jsonl line 3").contains(part);
                });
    }

    @Test
    void namesTheLineThatIsNotUtf8() throws IOException {
        byte[] latin = "{\"_id\": \"x\", \"text\": \"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("queries.jsonl"), latin);

        assertThatThrownBy(() -> BeirFolder.open(folder).queries()).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_TEXT);
            assertThat(e.detail()).contains("queries.jsonl line 1");
        });
    }

    @Test
    void readsLinesWithByteOrderMarkAndCarriageReturns() throws IOException {
        write("queries.jsonl", "\uFEFF{\"_id\": \"q\", \"text\": \"a\"}\r\n{\"_id\": \"r\", \"text\": \"b\"}\r\n");

        assertThat(BeirFolder.open(folder).queries()).containsOnlyKeys("q", "r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "q1 d1 | query-id",
                "q1 0 d1 high | grade = high",
                "q1 0 d9 1 1 | query-id",
                "q1 0 d1 1 | 2 as before"
            })
    void namesTheLineOfABadJudgement(String line, String part) throws IOException {
        write("qrels/dev.tsv", "q1 0 d1 2\n" + line + "\n");

        assertThatThrownBy(() -> BeirFolder.open(folder).qrels("dev"))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("qrels/dev.tsv line 2")
                .hasMessageContaining(part);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> BeirFolder.open(folder).qrels("train"))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("train")
                .hasMessageContaining("[test]");
        assertThatThrownBy(() -> BeirFolder.open(folder).qrels("../test"))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("split");
        Files.delete(folder.resolve("queries.jsonl"));
        assertThatThrownBy(() -> BeirFolder.open(folder))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("queries.jsonl");
        assertThatThrownBy(() -> BeirFolder.open(folder.resolve("none")))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("There is no folder");
    }

    @Test
    void theHashFollowsTheContent() throws IOException {
        BeirFolder beir = BeirFolder.open(folder);
        String before = beir.hash("test");

        write("qrels/test.tsv", "q1\td1\t1\n");

        assertThat(before).matches("[0-9a-f]{64}");
        assertThat(beir.hash("test")).isNotEqualTo(before);
    }

    @Test
    void readsPackedFilesAsThePlainOnes() throws IOException {
        String plain = BeirFolder.open(folder).hash("test");
        for (String file : List.of("corpus.jsonl", "queries.jsonl", "qrels/test.tsv")) {
            pack(file);
        }
        BeirFolder beir = BeirFolder.open(folder);

        assertThat(documents(beir)).extracting(BeirDocument::id).containsExactly("d1", "2");
        assertThat(beir.queries()).containsOnlyKeys("q1", "q2");
        assertThat(beir.splits()).containsExactly("test");
        assertThat(beir.qrels("test").of("q1")).isEqualTo(Map.of("d1", 2, "2", 0));
        assertThat(beir.hash("test")).isEqualTo(plain);
    }

    private void pack(String file) throws IOException {
        Path source = folder.resolve(file);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(file + ".gz")))) {
            Files.copy(source, out);
        }
        Files.delete(source);
    }

    @Test
    void readsSciFact() {
        BeirFolder beir = BeirFolder.open(SharedData.require("beir/scifact"));

        assertThat(documents(beir)).hasSize(5183);
        assertThat(beir.qrels("test").queries()).hasSize(300);
        assertThat(beir.queries().keySet()).containsAll(beir.qrels("test").queries());
    }

    private static List<BeirDocument> documents(BeirFolder beir) {
        List<BeirDocument> documents = new ArrayList<>();
        beir.forEachDocument(documents::add);
        return documents;
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
