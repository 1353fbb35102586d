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

/** Evaluation over REST; what happens in process is tested with the real model in {@link LocalRankerIT}. */
class EvaluateCommandTest {

    @TempDir
    private Path folder;

    private Path dataset;
    private FakeInstance instance;

    @BeforeEach
    void start() throws IOException {
        dataset = Datasets.tiny(folder.resolve("Tiny"));
        instance = new FakeInstance()
                .on("GET /v1/collections/tiny", 200, "{\"name\":\"tiny\",\"model\":\"bge\"}")
                .on("POST /v1/collections/tiny/search", 200, """
                        {"hits":[{"documentId":"dog","score":0.9},{"documentId":"cat","score":0.8},
                                 {"documentId":"dog","score":0.7}],"model":"bge"}
                        """);
    }

    @AfterEach
    void stop() {
        instance.close();
    }

    @Test
    void printsATableAndWritesJsonAndRun() throws IOException {
        Path output = folder.resolve("out");

        Cli evaluate = Cli.run(instance, "evaluate", dataset.toString(), "--output", output.toString());

        assertThat(evaluate.exitCode()).isZero();
        assertThat(evaluate.out())
                .contains("Tiny, split test: 3 documents, 2 judged queries")
                .contains("collection tiny at " + instance.url() + ", model bge")
                .containsPattern("Success@1 +0\\.5000")
                .containsPattern("MRR@10 +0\\.7500");
        JsonNode json =
                Json.MAPPER.readTree(output.resolve("Tiny-test-hybrid.json").toFile());
        assertThat(json.at("/metrics/Success@1").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/provenance/settings/mode").asText()).isEqualTo("hybrid");
        assertThat(output.resolve("Tiny-test-hybrid.run"))
                .content()
                .startsWith("q1\tQ0\tdog\t1\t0.9\tvizsla-hybrid\nq1\tQ0\tcat\t2\t");
    }

    @Test
    void comparesWithAnotherRun() throws IOException {
        Path other = Files.writeString(folder.resolve("other.run"), "q1 Q0 cow 1 1 t\nq2 Q0 cat 1 1 t\n");

        Cli evaluate = Cli.run(
                instance,
                "evaluate",
                dataset.toString(),
                "--compare",
                other.toString(),
                "--metrics",
                "Success@1,nDCG@10",
                "--output",
                folder.toString(),
                "--json");

        JsonNode comparison = Json.MAPPER.readTree(evaluate.out()).path("comparison");
        assertThat(comparison.path("baseline").asText()).isEqualTo("other.run");
        assertThat(comparison.at("/differences/Success@1/difference").asDouble())
                .isZero();
        assertThat(comparison.path("differences").size()).isEqualTo(2);
    }

    @Test
    void aMissingCollectionIsExplained() {
        instance.refuse("GET /v1/collections/tiny", 404, "unknown_collection", "there is none");

        Cli evaluate = Cli.run(instance, "evaluate", dataset.toString());

        assertThat(evaluate.exitCode()).isEqualTo(1);
        assertThat(evaluate.err()).contains("./vizsla ingest tiny " + dataset);
    }

    @Test
    void badDatasetsAndOptionsAreExplained() {
        assertThat(Cli.run(instance, "evaluate", dataset.toString(), "--split", "train")
                        .err())
                .contains("[test]");
        assertThat(Cli.run(instance, "evaluate", folder.toString()).err()).contains("corpus.jsonl");
        assertThat(Cli.run(instance, "evaluate", dataset.toString(), "--depth", "0")
                        .exitCode())
                .isEqualTo(2);
        assertThat(Cli.run(instance, "evaluate", dataset.toString(), "--mode", "x")
                        .exitCode())
                .isEqualTo(2);
        assertThat(Cli.run(instance, "evaluate", dataset.toString(), "--metrics", "x")
                        .exitCode())
                .isEqualTo(2);
        assertThat(Cli.run(instance, "evaluate", dataset.toString(), "--compare", "none.run")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void inThisProcessARerankerMustBeNamed() {
        Cli evaluate = Cli.run("evaluate", dataset.toString(), "--rerank", "--data-dir", folder.toString());

        assertThat(evaluate.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(evaluate.err()).contains("--reranker");
    }
}
