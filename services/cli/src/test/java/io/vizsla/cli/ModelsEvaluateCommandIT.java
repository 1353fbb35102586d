package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.evaluation.task.TaskSets;
import io.vizsla.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks measured in this process with the built-in models. */
class ModelsEvaluateCommandIT {

    private static final String SMALL = "all-minilm-l6-v2";
    private static final String DEFAULT = "bge-small-en-v1.5";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeData() throws IOException {
        write("stsb-multi-mt/stsb-en-test.csv", """
                A man plays the guitar.,A man is playing a guitar.,5
                A man plays the guitar.,Somebody makes music.,3
                A man plays the guitar.,The stock market fell.,0
                """);
        write("banking77/train.csv", """
                text,category
                Where is my card?,card
                My card has not come,card
                What is the exchange rate?,rate
                Tell me the rate for dollars,rate
                """);
        write(
                "banking77/test.csv",
                "text,category\nI still wait for my card,card\nHow many euros for a dollar?,rate\n");
    }

    @Test
    void measuresTwoModelsAndRanksThem() throws IOException {
        Cli evaluate = evaluate("--model", SMALL, "--model", DEFAULT);

        assertThat(evaluate.exitCode()).as(evaluate.err()).isZero();
        assertThat(evaluate.out())
                .containsPattern("TASK +PROTOCOL +MEASURE +" + SMALL + " +" + DEFAULT)
                .containsPattern("banking77 +classification +accuracy +100\\.00 +100\\.00")
                .containsPattern("stsb +sts +Spearman +100\\.00 +100\\.00")
                .containsPattern("RANK +MODEL +BORDA POINTS +MEAN")
                .containsPattern("1 +" + SMALL + " +1\\.00 +100\\.00");
        assertThat(evaluate.err()).contains("Written: ", "stsb-" + DEFAULT + ".json", "banking77-" + SMALL + ".json");
        JsonNode written = Json.MAPPER.readTree(
                folder.resolve("d/evaluation/results/stsb-" + DEFAULT + ".json").toFile());
        assertThat(written.path("score").asDouble()).isEqualTo(100);
        assertThat(written.at("/provenance/datasetHash").asText())
                .isEqualTo(TaskSets.hash("stsb", folder))
                .matches("[0-9a-f]{64}");
        assertThat(written.at("/provenance/settings/passages").asText()).isEqualTo("fp32");
        assertThat(written.at("/provenance/settings/symmetricForm").asText()).isEqualTo("passage");
    }

    @Test
    void oneModelAsJsonWithRawVectors() throws IOException {
        Cli evaluate = evaluate(
                "--task",
                "stsb",
                "--raw",
                "--json",
                "--output",
                folder.resolve("out").toString());

        JsonNode json = Json.MAPPER.readTree(evaluate.out());
        assertThat(json.path("models")).hasSize(1);
        assertThat(json.at("/models/0/model").asText()).isEqualTo(DEFAULT);
        assertThat(json.at("/models/0/settings/space").asText()).contains("/raw");
        assertThat(json.at("/models/0/tasks/0/datasetHash").asText()).isEqualTo(TaskSets.hash("stsb", folder));
        assertThat(json.at("/models/0/tasks/0/measures/Spearman").asDouble()).isEqualTo(100);
        assertThat(json.has("borda")).isFalse();
        assertThat(folder.resolve("out/stsb-" + DEFAULT + ".json")).exists();
    }

    /** The figures that the models' own pages publish from MTEB: 82.03 and 85.86. */
    @Test
    void givesThePublishedFiguresOfTheStsBenchmark() throws IOException {
        Path data = SharedData.require("stsb-multi-mt").getParent();

        Cli evaluate = evaluateIn(data, "--task", "stsb", "--model", SMALL, "--model", DEFAULT, "--json");

        JsonNode json = Json.MAPPER.readTree(evaluate.out());
        assertThat(json.at("/models/0/tasks/0/score").asDouble()).isCloseTo(82.03, within(0.1));
        assertThat(json.at("/models/1/tasks/0/score").asDouble()).isCloseTo(85.86, within(0.1));
        assertThat(json.at("/borda/0/model").asText()).isEqualTo(DEFAULT);
    }

    private Cli evaluate(String... more) {
        return evaluateIn(folder, more);
    }

    private Cli evaluateIn(Path data, String... more) {
        return Cli.run(Stream.concat(
                        Stream.of(
                                "models",
                                "evaluate",
                                "--precision",
                                "fp32",
                                "--data",
                                data.toString(),
                                "--data-dir",
                                folder.resolve("d").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
