package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementsCommandTest {

    private static final String PATH = "/v1/collections/docs/judgements";
    private static final String POST = "POST " + PATH;

    @TempDir
    private Path folder;

    private FakeInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FakeInstance().on(POST, 200, "{\"accepted\":2,\"rejected\":[],\"rejectedTotal\":0}");
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void aFileIsStreamedAsItIs() throws IOException {
        String lines =
                "{\"query\":\"größe\",\"documentId\":\"a\"}\n{\"query\":\"q\",\"documentId\":\"b\",\"grade\":0}\n";
        Path file = write("judged.jsonl", lines);

        Cli upload = Cli.run(instance, "judgements", "docs", "upload", file.toString());

        assertThat(upload.exitCode()).isZero();
        assertThat(upload.out()).contains("2 judgements count as examples of docs");
        FakeInstance.Asked sent = instance.asked(POST).getFirst();
        assertThat(sent.body()).isEqualTo(lines);
        assertThat(sent.contentType()).isEqualTo("application/x-ndjson");
        assertThat(sent.call()).contains("wait=indexed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "upload", "export", "delete"})
    void aCollectionMayBeNamedLikeASubcommand(String name) throws IOException {
        String path = "/v1/collections/" + name + "/judgements";
        instance.on("POST " + path, 200, "{\"accepted\":1,\"rejected\":[],\"rejectedTotal\":0}");
        instance.on("GET " + path, 200, "{\"judgements\":[],\"next\":null}");
        String file = write("judged.jsonl", "{\"query\":\"q\",\"documentId\":\"a\"}\n")
                .toString();

        Cli upload = Cli.run(instance, "judgements", "--collection", name, "upload", file);

        assertThat(upload.exitCode()).as(upload.err()).isZero();
        assertThat(instance.asked("POST " + path)).hasSize(1);
        assertThat(Cli.run(instance, "judgements", "--collection=" + name).exitCode())
                .isZero();
        assertThat(Cli.run(instance, "judgements", "--collection", name, "list").exitCode())
                .isZero();
        assertThat(instance.asked("GET " + path)).hasSize(2);
    }

    @Test
    void aCollectionIsNamedOnce() {
        Cli none = Cli.run(instance, "judgements");
        Cli twice = Cli.run(instance, "judgements", "docs", "--collection=list");

        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("COLLECTION");
        assertThat(twice.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(twice.err()).contains("--collection");
    }

    @Test
    void withoutWaitingTheyAreOnTheLog() throws IOException {
        Cli upload = Cli.run(
                instance,
                "judgements",
                "docs",
                "upload",
                write("a.jsonl", "{}\n").toString(),
                "--no-wait");

        assertThat(upload.out()).contains("2 judgements on the log of docs");
        assertThat(instance.asked(POST).getFirst().call()).isEqualTo(POST);
    }

    @Test
    void aBeirFolderBecomesLinesWithGradesOfOurs() throws IOException {
        beir("q1\td1\t1\nq1\td2\t7\nq2\td1\t-2\n");

        Cli upload = Cli.run(instance, "judgements", "docs", "upload", folder.toString());

        assertThat(upload.exitCode()).isZero();
        assertThat(upload.err()).contains("2 grades brought between 0 and 3");
        assertThat(instance.asked(POST).getFirst().body()).isEqualTo("""
                        {"query":"one \\"of\\" ä","documentId":"d1","grade":1}
                        {"query":"one \\"of\\" ä","documentId":"d2","grade":3}
                        {"query":"two","documentId":"d1","grade":0}
                        """);
    }

    @Test
    void anotherSplitIsTakenByName() throws IOException {
        beir("q1\td1\t1\n");
        write("qrels/dev.tsv", "query-id\tcorpus-id\tscore\nq2\td9\t2\n");

        Cli.run(instance, "judgements", "docs", "upload", folder.toString(), "--split", "dev");

        assertThat(instance.asked(POST).getFirst().body())
                .isEqualTo("{\"query\":\"two\",\"documentId\":\"d9\",\"grade\":2}\n");
    }

    @Test
    void aJudgementWithoutAQueryIsLeftOutAndEndsWithFour() throws IOException {
        beir("lost\td1\t1\nq2\td1\t1\n");

        Cli upload = Cli.run(instance, "judgements", "docs", "upload", folder.toString(), "--json");

        assertThat(upload.exitCode()).isEqualTo(ExitCode.REJECTED);
        assertThat(upload.err()).contains("1 judgement left out");
        assertThat(Json.MAPPER.readTree(upload.out()).path("leftOut").asInt()).isEqualTo(1);
        assertThat(Json.MAPPER.readTree(upload.out()).path("accepted").asInt()).isEqualTo(2);
    }

    @Test
    void rejectedLinesAreNamedAndEndWithFour() throws IOException {
        instance.on(
                POST,
                200,
                "{\"accepted\":1,\"rejected\":[{\"line\":2,\"code\":\"invalid_argument\",\"detail\":\"bad\"}],"
                        + "\"rejectedTotal\":30}");
        Path file = write("judged.jsonl", "{}\n{}\n");

        Cli ofFile = Cli.run(instance, "judgements", "docs", "upload", file.toString());
        beir("q1\td1\t1\nq2\td7\t1\n");
        Cli ofFolder = Cli.run(instance, "judgements", "docs", "upload", folder.toString());

        assertThat(ofFile.exitCode()).isEqualTo(ExitCode.REJECTED);
        assertThat(ofFile.out()).contains("1 judgement counts as an example of docs");
        assertThat(ofFile.err())
                .contains("30 rejected:")
                .contains("judged.jsonl line 2: bad (invalid_argument)")
                .contains("and 29 more");
        assertThat(ofFolder.err()).contains("query q2, document d7: bad");
    }

    @Test
    void whatIsNoJudgementFileIsRefusedBeforeAnythingIsSent() throws IOException {
        beir("q1\td1\tgood\n");

        Cli grade = Cli.run(instance, "judgements", "docs", "upload", folder.toString());
        Cli split = Cli.run(instance, "judgements", "docs", "upload", folder.toString(), "--split", "test");
        Cli absent = Cli.run(instance, "judgements", "docs", "upload", "/no/such/file");

        assertThat(grade.err()).contains("qrels/train.tsv").contains("grade");
        assertThat(split.err()).contains("no split \"test\"").contains("train");
        assertThat(absent.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(instance.asked(POST)).isEmpty();
    }

    @Test
    void theyAreListedPageByPage() {
        String page = "GET " + PATH + "?limit=500";
        instance.on(page, 200, "{\"judgements\":[" + judgement("q\\u001b1", 3) + "],\"total\":2,\"next\":\"a b\"}")
                .on(page + "&after=a%20b", 200, "{\"judgements\":[" + judgement("q2", 0) + "],\"next\":null}");

        Cli list = Cli.run(instance, "judgements", "docs", "list");

        assertThat(list.out()).containsPattern("3 +judged +d +q 1").containsPattern("0 +judged +d +q2");
        assertThat(Cli.run(instance, "judgements", "docs").out()).isEqualTo(list.out());
    }

    @Test
    void anEmptyListTellsHowToFillIt() {
        instance.on("GET " + PATH, 200, "{\"judgements\":[],\"total\":0}");

        assertThat(Cli.run(instance, "judgements", "docs").out()).contains("judgements docs upload PATH");
    }

    @Test
    void oneIsTakenBackByItsQueryAndDocument() {
        instance.on("DELETE " + PATH, 200, "{}");

        Cli delete = Cli.run(instance, "judgements", "docs", "delete", "--query", "a & b", "--document", "x/y");

        assertThat(delete.exitCode()).isZero();
        assertThat(instance.asked("DELETE").getFirst().call())
                .isEqualTo("DELETE " + PATH + "?query=a%20%26%20b&documentId=x%2Fy&wait=indexed");
    }

    @Test
    void theyAreWrittenAsBeirHasThem() throws IOException {
        instance.on(
                "GET " + PATH,
                200,
                "{\"judgements\":["
                        + listed("a1", "one \\\"of\\\" \u00e4\\n", "d1", 3, "judged") + ","
                        + listed("a1", "one", "x/y z", 0, "judged") + ","
                        + listed("b2", "two", "d1", 1, "clicked") + ","
                        + listed("c3", "three", "d1", 2, "judged") + "],\"next\":null}");
        Path target = folder.resolve("out/beir");

        Cli export = Cli.run(instance, "judgements", "docs", "export", target.toString());

        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(export.out()).contains("3 judgements written to " + target);
        assertThat(target.resolve("queries.jsonl"))
                .hasContent(
                        "{\"_id\":\"a1\",\"text\":\"one \\\"of\\\" \u00e4\\n\"}\n{\"_id\":\"c3\",\"text\":\"three\"}\n");
        assertThat(target.resolve("qrels/train.tsv"))
                .hasContent("query-id\tcorpus-id\tscore\na1\td1\t3\na1\tx/y z\t0\nc3\td1\t2\n");
    }

    @Test
    void whatWasExportedCanBeSentAgainBesideItsCorpus() throws IOException {
        instance.on(
                "GET " + PATH, 200, "{\"judgements\":[" + listed("a1", "one", "d1", 3, "judged") + "],\"next\":null}");
        write("corpus.jsonl", "{\"_id\":\"d1\",\"text\":\"t\"}\n");

        Cli export = Cli.run(instance, "judgements", "docs", "export", folder.toString(), "--json");
        Cli.run(instance, "judgements", "docs", "upload", folder.toString());

        assertThat(Json.MAPPER.readTree(export.out()).path("judgements").asInt())
                .isEqualTo(1);
        assertThat(instance.asked(POST).getFirst().body())
                .isEqualTo("{\"query\":\"one\",\"documentId\":\"d1\",\"grade\":3}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"queries.jsonl", "qrels/train.tsv"})
    void anExportOverwritesNothing(String there) throws IOException {
        instance.on("GET " + PATH, 200, "{\"judgements\":[],\"next\":null}");
        write(there, "mine");

        Cli export = Cli.run(instance, "judgements", "docs", "export", folder.toString());

        assertThat(export.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(export.err()).contains(there + " is there already");
        assertThat(folder.resolve(there)).hasContent("mine");
        assertThat(instance.asked("GET " + PATH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "judgements",
                "judgements docs upload",
                "judgements docs export",
                "judgements docs delete",
                "judgements docs delete --query q",
                "judgements docs list --limit 0",
                "judgements docs list extra",
                "judgements docs erase"
            })
    void aWrongCommandLineEndsWithTwo(String line) {
        assertThat(Cli.run(instance, line.split(" ")).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(instance.asked("GET " + PATH)).isEmpty();
    }

    private void beir(String judgements) throws IOException {
        write("corpus.jsonl", "{\"_id\":\"d1\",\"text\":\"t\"}\n");
        write("queries.jsonl", "{\"_id\":\"q1\",\"text\":\"one \\\"of\\\" ä\"}\n{\"_id\":\"q2\",\"text\":\"two\"}\n");
        write("qrels/train.tsv", "query-id\tcorpus-id\tscore\n" + judgements);
    }

    private static String judgement(String query, int grade) {
        return "{\"query\":\"%s\",\"documentId\":\"d\",\"grade\":%d,\"source\":\"judged\"}".formatted(query, grade);
    }

    private static String listed(String id, String query, String document, int grade, String source) {
        return "{\"queryId\":\"%s\",\"query\":\"%s\",\"documentId\":\"%s\",\"grade\":%d,\"source\":\"%s\"}"
                .formatted(id, query, document, grade, source);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
