package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search with instruction and examples: what is sent, and what is told of them. */
class InstructionSearchTest {

    private static final String SEARCH = "POST /v1/collections/docs/search";
    private static final String HEAD =
            "{\"hits\":[],\"model\":\"m\",\"mode\":\"hybrid\",\"timings\":{},\"explain\":{\"steps\":[";
    private static final String EXAMPLE =
            "{\"query\":\"how do I start\",\"passage\":\"Run\\n\\u001b]0;owned\\u0007 start.\","
                    + "\"chunkId\":\"docs/a#0\",\"grade\":3,\"cosine\":0.91234,\"reason\":\"the nearest judged query\"%s}";

    @TempDir
    private Path folder;

    private FakeInstance instance;

    @BeforeEach
    void start() throws IOException {
        instance = new FakeInstance().on(SEARCH, 200, "{\"hits\":[],\"timings\":{}}");
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void sendsInstructionAndAuto() throws IOException {
        Cli.run(instance, "search", "docs", "q", "--instruction", "Find the cure", "--demonstrations", "auto");

        assertThat(asked().path("instruction").asText()).isEqualTo("Find the cure");
        assertThat(asked().path("demonstrations").asText()).isEqualTo("auto");
        assertThat(asked().has("task")).isFalse();
    }

    @Test
    void sendsTheTaskAndTheExamplesOfAFile() throws IOException {
        String one = "{\"query\":\"größe\",\"passage\":\"so groß\"}";
        Path file = Files.writeString(folder.resolve("examples.jsonl"), one + "\n\n" + one + "\n");

        Cli.run(instance, "search", "docs", "q", "--task", "howto", "--demonstrations", file.toString());

        assertThat(asked().path("task").asText()).isEqualTo("howto");
        assertThat(asked().path("demonstrations")).isEqualTo(Json.MAPPER.readTree("[" + one + "," + one + "]"));
    }

    @Test
    void leavesOutWhatIsNotSaid() throws IOException {
        Cli.run(instance, "search", "docs", "q");

        assertThat(asked().has("instruction") || asked().has("task") || asked().has("demonstrations"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "7",
                "{\"query\":\"q\"}",
                "{\"query\":\"q\",\"passage\":1}",
                "{\"query\":\"q\",\"passage\":\"p\"} {}",
                "\u00ff"
            })
    void aLineThatIsNoExampleIsNamed(String line) throws IOException {
        Path file = Files.writeString(
                folder.resolve("examples.jsonl"), "{\"query\":\"a\",\"passage\":\"b\"}\n" + line + "\n");

        Cli search = Cli.run(instance, "search", "docs", "q", "--demonstrations", file.toString());

        assertThat(search.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(search.err()).contains("examples.jsonl line 2: ");
        assertThat(instance.asked(SEARCH)).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsWrongUsage() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        for (String given : new String[] {"", "atuo", folder.toString(), binary.toString(), "a\0b"}) {
            Cli search = Cli.run(instance, "search", "docs", "q", "--demonstrations", given);

            assertThat(search.exitCode()).as(given).isEqualTo(ExitCode.USAGE);
            assertThat(search.err()).as(given).contains("must be auto, none or a readable file of JSON lines");
        }
    }

    @Test
    void instructionAndTaskTogetherAreWrongUsage() {
        Cli search = Cli.run(instance, "search", "docs", "q", "--task", "a", "--instruction", "b");

        assertThat(search.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(search.err()).contains("--task = a is not valid");
    }

    @Test
    void explainShowsPromptTokensExamplesAndWhy() {
        instance.on(
                SEARCH,
                200,
                HEAD + "{\"step\":\"encode\",\"model\":\"bge\",\"instruction\":\"Find\",\"text\":[\"q\"],"
                        + "\"prompt\":[\"Find: q\"],\"tokens\":[7]},"
                        + "{\"step\":\"choose\",\"wanted\":4,\"chosen\":1,\"dropped\":[{\"count\":12,\"reason\":\"the filter"
                        + " hides the passage\"}],\"examples\":[" + EXAMPLE.formatted("")
                        + "]},"
                        + "{\"step\":\"demonstrate\",\"share\":0.371,\"examples\":["
                        + EXAMPLE.formatted(",\"weight\":0.8") + "]},"
                        + "{\"step\":\"fuse\",\"method\":\"z\",\"hits\":[{\"chunkId\":\"a\"},{\"chunkId\":\"b\"}]}]}}");

        Cli search = Cli.run(instance, "search", "docs", "q", "--explain");

        assertThat(search.out())
                .contains("instruction: Find\n")
                .contains("prompt, 7 tokens of bge:\n      Find: q\n")
                .contains("examples: 1 of 4 wanted\n      passed over: 12, as the filter hides the passage\n")
                .contains("make up 37 % of the query's vector")
                .containsOnlyOnce("how do I start")
                .contains("the nearest judged query, cosine 0.912, weight 0.800, grade 3 on docs/a#0")
                .contains("      Run  ]0;owned  start.\n")
                .contains("fuse: method z, hits (2)\n")
                .doesNotContain("\u001b", "\u0007");
    }

    @Test
    void explainShowsThePromptThatHoldsTheExamples() {
        instance.on(
                SEARCH,
                200,
                HEAD + "{\"step\":\"choose\",\"wanted\":1,\"chosen\":1,\"examples\":[" + EXAMPLE.formatted("") + "]},"
                        + "{\"step\":\"encodeWithExamples\",\"model\":\"icl\",\"prompt\":[\"<query>a\\n<query>b\"],"
                        + "\"tokens\":[12]}]}}");

        assertThat(Cli.run(instance, "search", "docs", "q", "--explain").out())
                .contains("the nearest judged query, cosine 0.912, grade 3")
                .contains("prompt, 12 tokens of icl:\n      <query>a\n      <query>b\n");
    }

    @Test
    void explainSaysWhyExamplesChangeNothing() {
        instance.on(SEARCH, 200, HEAD + "{\"step\":\"demonstrate\",\"skipped\":\"no share\"}]}}");

        assertThat(Cli.run(instance, "search", "docs", "q", "--explain").out()).contains("examples: none; no share\n");
    }

    @Test
    void explainTellsWhatAPromptHadNoRoomFor() {
        instance.on(
                SEARCH,
                200,
                HEAD + "{\"step\":\"encode\",\"model\":\"icl\",\"prompt\":[\"q</s>\",\"r</s>\",\"s</s>\"],"
                        + "\"tokens\":[512,512,3],\"cut\":["
                        + "{\"textTokens\":480,\"ofTextTokens\":1703,\"examples\":0,\"ofExamples\":1},"
                        + "{\"textTokens\":9,\"ofTextTokens\":9,\"examples\":2,\"ofExamples\":3},"
                        + "{\"textTokens\":1,\"ofTextTokens\":1,\"examples\":1,\"ofExamples\":1}]}]}}");

        assertThat(Cli.run(instance, "search", "docs", "q", "--explain").out())
                .contains(
                        "prompt, 512 tokens of icl; too long, holds 0 of 1 example and 480 of 1,703 tokens of the query:\n"
                                + "      q</s>\n")
                .contains("prompt, 512 tokens of icl; too long, holds 2 of 3 examples:\n      r</s>\n")
                .contains("prompt, 3 tokens of icl:\n      s</s>\n");
    }

    private JsonNode asked() throws IOException {
        return Json.MAPPER.readTree(instance.asked(SEARCH).getFirst().body());
    }
}
