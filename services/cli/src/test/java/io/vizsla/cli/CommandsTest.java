package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that only asks: what it sends, what it prints, and its exit code. */
class CommandsTest {

    private static final String SEARCH = "POST /v1/collections/docs/search";
    private static final String HITS = """
            {"hits":[{"rank":1,"documentId":"d/1","chunkId":"docs/d/1#0","score":0.934,"title":"Pointing dogs",
             "headings":["Breeds","Vizsla"],"text":"The vizsla points.\\nIt also retrieves.","metadata":{},
             "signals":{"dense":0.81,"lexical":4.5},"highlights":[[4,10]]}],
             "model":"bge","mode":"hybrid","timings":{"encode":1.5,"total":3.25},
             "explain":{"steps":[{"step":"fuse","method":"z","lexicalWeight":0.25}]}}
            """;

    private FakeInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FakeInstance().on(SEARCH, 200, HITS);
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void searchPrintsRankScoreTitleAndPassage() {
        Cli search = Cli.run(instance, "search", "docs", "vizsla");

        assertThat(search.exitCode()).isZero();
        assertThat(search.out())
                .contains("  1  0.93 Pointing dogs  d/1")
                .contains("Breeds > Vizsla")
                .contains("The vizsla points. It also retrieves.")
                .contains("fuse: method z, lexicalWeight 0.250")
                .contains("model bge, mode hybrid, took encode 1.500 ms, total 3.250 ms")
                .doesNotContain("\u001b");
    }

    @Test
    void searchShowsMatchingWordsBoldOnATerminal() {
        Cli search = Cli.runOnTerminal(instance, "search", "docs", "vizsla", "--explain");

        assertThat(search.out())
                .contains("The \u001b[1mvizsla\u001b[0m points.")
                .contains("dense 0.810");
    }

    @Test
    void searchSendsEveryOption() throws IOException {
        String filter = "{\"field\":\"year\",\"op\":\"gte\",\"value\":2020}";

        Cli.run(
                instance,
                "search",
                "docs",
                "größe",
                "--mode",
                "dense",
                "--top-k",
                "3",
                "--filter",
                filter,
                "--min-score",
                "0.5",
                "--rerank");

        assertThat(Json.MAPPER.readTree(instance.asked(SEARCH).getFirst().body()))
                .isEqualTo(Json.MAPPER.readTree("{\"query\":\"größe\",\"mode\":\"dense\",\"topK\":3,\"filter\":"
                        + filter + ",\"minScore\":0.5,\"rerank\":true,\"explain\":false}"));
    }

    @Test
    void jsonPrintsTheAnswerAsItIs() throws IOException {
        Cli search = Cli.run(instance, "search", "docs", "vizsla", "--json");

        assertThat(Json.MAPPER.readTree(search.out())).isEqualTo(Json.MAPPER.readTree(HITS));
        assertThat(search.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_argument, 2",
        "400, unknown_field, 2",
        "404, unknown_collection, 1",
        "422, invalid_text, 1",
        "429, overloaded, 1",
        "500, internal, 1",
        "503, not_ready, 3",
    })
    void aRefusalDecidesTheExitCode(int status, String code, int exitCode) {
        instance.refuse(SEARCH, status, code, "topK = 0 is not valid: must be between 1 and 1000");

        Cli search = Cli.run(instance, "search", "docs", "vizsla");

        assertThat(search.exitCode()).isEqualTo(exitCode);
        assertThat(search.err()).contains("topK = 0 is not valid: must be between 1 and 1000 (" + code + ")");
        assertThat(search.out()).isEmpty();
    }

    @Test
    void jsonTellsARefusalAsJson() throws IOException {
        instance.refuse(SEARCH, 404, "unknown_collection", "there is no collection docs");

        Cli search = Cli.run(instance, "search", "docs", "vizsla", "--json");

        assertThat(Json.MAPPER.readTree(search.err()).path("code").asText()).isEqualTo("unknown_collection");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search docs",
                "search docs q --mode",
                "search docs q --filter {",
                "search docs q --top-k many",
                "fetch",
                "collections rename a",
                "dead-letters",
                "documents docs --state lost",
                "documents docs --limit 0",
                "status --url elsewhere",
                "ingest docs",
                "evaluate",
                "",
                "ingest docs /no/such/file"
            })
    void aWrongCommandLineEndsWithTwo(String line) {
        Cli wrong = Cli.run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "search docs q",
                "collections list",
                "documents docs",
                "judgements docs",
                "dead-letters replay docs",
                "check"
            })
    void anInstanceThatDoesNotAnswerEndsWithThree(String line) throws IOException {
        String url = "http://localhost:" + freePort();

        Cli unreachable = Cli.run((line + " --url=" + url).split(" "));

        assertThat(unreachable.exitCode()).isEqualTo(3);
        assertThat(unreachable.err().strip())
                .isEqualTo("Vizsla does not answer at " + url
                        + ". Start it with ./vizsla start, or name another with --url.");
    }

    @Test
    void somethingElseThatAnswersIsNotTakenForAnInstance() {
        instance.on("GET /v1/collections", 200, "<html>hello</html>");

        Cli strange = Cli.run(instance, "collections");

        assertThat(strange.exitCode()).isEqualTo(1);
        assertThat(strange.err()).contains("is not Vizsla");
    }

    @Test
    void statusTellsHowTheInstanceIs() {
        assertThat(Cli.run(instance, "status").out()).contains("is ready").contains("1 min 15 s");

        instance.on("GET /v1/status", 200, "{\"ready\":false}");

        assertThat(Cli.run(instance, "status").exitCode()).isEqualTo(3);
    }

    @Test
    void collectionsAreListed() {
        instance.on(
                "GET /v1/collections",
                200,
                "{\"collections\":[{\"name\":\"docs\",\"model\":\"bge\",\"language\":\"en\",\"documents\":"
                        + "{\"indexed\":12,\"failed\":1},\"chunks\":40,\"bytes\":1572864}]}");

        assertThat(Cli.run(instance, "collections").out())
                .contains("COLLECTION")
                .containsPattern("docs +bge +en +12 +1 +40 +1\\.5 MiB");
    }

    @Test
    void aCollectionIsMadeAsDescribed() throws IOException {
        instance.on("PUT /v1/collections/docs", 201, "{\"name\":\"docs\",\"model\":\"mini\"}");

        Cli made = Cli.run(
                instance,
                "collections",
                "create",
                "docs",
                "--model",
                "mini",
                "--field",
                "year=integer",
                "--field",
                "tag=keyword",
                "--max-tokens",
                "256");

        assertThat(made.exitCode()).isZero();
        assertThat(Json.MAPPER.readTree(instance.asked("PUT").getFirst().body()))
                .isEqualTo(Json.MAPPER.readTree(
                        "{\"model\":\"mini\",\"fields\":{\"year\":\"integer\",\"tag\":\"keyword\"},"
                                + "\"cutting\":{\"maxTokens\":256}}"));
    }

    @Test
    void rolesAndTasksAreSetAndOtherTasksStay() throws IOException {
        instance.on(
                        "GET /v1/collections/docs",
                        200,
                        "{\"name\":\"docs\",\"tasks\":{\"old\":\"Keep me\",\"gone\":\"Drop me\"}}")
                .on(
                        "PUT /v1/collections/docs",
                        200,
                        "{\"name\":\"docs\",\"role\":\"tool\",\"tasks\":{\"howto\":\"Find how\"},"
                                + "\"defaultTask\":\"howto\"}");

        Cli set = Cli.run(
                instance,
                "collections",
                "set",
                "docs",
                "--role",
                "tool",
                "--task",
                "howto=Find a=b",
                "--default-task",
                "howto",
                "--remove-task",
                "gone");

        assertThat(Json.MAPPER.readTree(instance.asked("PUT").getFirst().body()))
                .isEqualTo(Json.MAPPER.readTree("{\"role\":\"tool\",\"defaultTask\":\"howto\",\"tasks\":"
                        + "{\"old\":\"Keep me\",\"howto\":\"Find a=b\"}}"));
        assertThat(set.out()).containsPattern("role +tool").containsPattern("task howto \\(default\\) +Find how");
    }

    @Test
    void settingNothingOrRemovingWhatIsNotThereIsWrongUsage() {
        instance.on("GET /v1/collections/docs", 200, "{\"name\":\"docs\",\"tasks\":{\"a\":\"b\"}}");

        assertThat(Cli.run(instance, "collections", "set", "docs").exitCode()).isEqualTo(2);
        Cli removed = Cli.run(instance, "collections", "set", "docs", "--remove-task", "x");

        assertThat(removed.exitCode()).isEqualTo(2);
        assertThat(removed.err()).contains("--remove-task = x is not valid").contains("[a]");
        assertThat(instance.asked("PUT")).isEmpty();
    }

    @Test
    void aCollectionIsDeleted() {
        instance.on("DELETE /v1/collections/docs", 204, "");

        assertThat(Cli.run(instance, "collections", "delete", "docs").out()).contains("is deleted");
    }

    @Test
    void documentsAreReadPageByPage() {
        String path = "GET /v1/collections/docs/documents?state=failed&limit=500";
        instance.on(
                        path,
                        200,
                        "{\"documents\":[{\"id\":\"a b\",\"state\":\"failed\",\"chunks\":0,\"failure\":{\"code\":"
                                + "\"unreadable_document\",\"detail\":\"broken\"}}],\"next\":\"a b\"}")
                .on(path + "&after=a%20b", 200, "{\"documents\":[{\"id\":\"c\",\"state\":\"failed\"}],\"next\":null}");

        Cli documents = Cli.run(instance, "documents", "docs", "--state", "failed");

        assertThat(documents.out())
                .contains("a b")
                .contains("unreadable_document: broken")
                .contains("c");
    }

    @Test
    void deadLettersAreReplayed() {
        instance.on("POST /v1/collections/docs/dead-letters/replay", 200, "{\"replayed\":1234}");

        assertThat(Cli.run(instance, "dead-letters", "replay", "docs").out()).contains("1,234 events sent again");
    }

    @Test
    void anUnsoundIndexEndsWithOne() {
        instance.on("GET /v1/collections", 200, "{\"collections\":[{\"name\":\"a\"},{\"name\":\"b\"}]}")
                .on("GET /v1/collections/a/check", 200, "{\"sound\":true,\"chunks\":2,\"documents\":1,\"problems\":[]}")
                .on(
                        "GET /v1/collections/b/check",
                        200,
                        "{\"sound\":false,\"chunks\":2,\"documents\":1,\"problems\":[\"chunk b/1#0 stands twice\"]}");

        Cli check = Cli.run(instance, "check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("a: sound").contains("b: not sound").contains("  chunk b/1#0 stands twice");
        assertThat(Cli.run(instance, "check", "a").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "ingest",
                "search",
                "collections",
                "documents",
                "judgements",
                "dead-letters",
                "evaluate",
                "models",
                "check"
            })
    void everyCommandExplainsItself(String command) {
        Cli help = Cli.run(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: ./vizsla " + command).contains("Exit codes");
        assertThat(Cli.run("help", command).out()).isEqualTo(help.out());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
