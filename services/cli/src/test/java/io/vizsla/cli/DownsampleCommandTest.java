package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.evaluation.BeirFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownsampleCommandTest {

    @TempDir
    private Path folder;

    private Path dataset;
    private Path run;
    private Path output;

    @BeforeEach
    void write() throws IOException {
        dataset = Datasets.tiny(folder.resolve("Tiny"));
        Files.writeString(dataset.resolve("corpus.jsonl"), """
                {"_id":"dog","text":"The vizsla is a pointing dog."}
                {"_id":"cat","text":"A cat sleeps."}
                {"_id":"cow","text":"Cows eat grass."}
                {"_id":"owl","text":"Owls hunt."}
                """);
        run = Files.writeString(folder.resolve("a.run"), "q1 Q0 owl 1 3 t\nq1 Q0 dog 2 2 t\nq2 Q0 cow 1 1 t\n");
        output = folder.resolve("small");
    }

    @Test
    void writesAFolderThatCanBeEvaluated() throws IOException {
        Cli downsample = downsample("--share", "1");

        assertThat(downsample.exitCode()).as(downsample.err()).isZero();
        assertThat(downsample.out())
                .contains("Tiny, split test: 4 of 4 documents (100.0 %)")
                .contains("2 judged documents and 2 hard negatives: of each system and query the first 1 that mislead");
        assertThat(ids()).containsExactly("dog", "cat", "cow", "owl");
        assertThat(BeirFolder.open(output).qrels("test").queries()).containsExactly("q1", "q2");
        assertThat(output.resolve("SOURCE.md")).content().contains("Pooled runs: a.run");
    }

    @Test
    void drawsWithTheSeedThatItTells() throws IOException {
        Cli downsample = downsample("--share", "0.75", "--seed", "9", "--json");

        JsonNode json = Json.MAPPER.readTree(downsample.out());
        assertThat(json.path("documents").asInt()).isEqualTo(3);
        assertThat(json.path("share").asDouble()).isEqualTo(0.75);
        assertThat(json.path("drawn").asInt()).isEqualTo(1);
        assertThat(json.path("drawnOf").asInt()).isEqualTo(2);
        assertThat(json.path("seed").asLong()).isEqualTo(9);
        assertThat(ids()).hasSize(3).contains("dog", "cat");
    }

    @Test
    void whatDoesNotFitIsExplainedAndNothingIsWritten() throws IOException {
        Cli share = downsample("--share", "0.25");
        Cli split = downsample("--split", "train");
        Cli twice = Cli.run("downsample", dataset.toString(), "--runs", run + "," + run, "--output", output.toString());
        Files.writeString(run, "q1 Q0 yak 1 1 t\n");
        Cli foreign = downsample("--share", "1");

        assertThat(share.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(share.err()).contains("share = 0.25", "2 judged documents of 4");
        assertThat(split.err()).contains("[test]");
        assertThat(twice.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(twice.err()).contains("--runs");
        assertThat(foreign.err()).contains("run a.run = yak", "a document of the corpus");
        assertThat(output).doesNotExist();
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() {
        Cli downsample =
                Cli.run("downsample", dataset.toString(), "--runs", run.toString(), "--output", folder.toString());

        assertThat(downsample.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(downsample.err()).contains("holds something");
    }

    @Test
    void runsAndOutputMustBeNamed() {
        Cli downsample = Cli.run("downsample", dataset.toString());

        assertThat(downsample.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(downsample.err()).contains("--runs", "--output");
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        BeirFolder.open(output).forEachDocument(document -> ids.add(document.id()));
        return ids;
    }

    private Cli downsample(String... more) {
        Stream<String> start =
                Stream.of("downsample", dataset.toString(), "--runs", run.toString(), "--output", output.toString());
        return Cli.run(Stream.concat(start, Stream.of(more)).toArray(String[]::new));
    }
}
