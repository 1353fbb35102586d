package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluation, models and index check in this process, with the built-in model and Lucene. */
class LocalRankerIT {

    @TempDir
    private Path folder;

    @Test
    void evaluatesChecksAndVerifiesInProcess() throws IOException {
        Path dataset = Datasets.tiny(folder.resolve("tiny"));
        Path data = folder.resolve("data");

        Cli first = evaluate(dataset, data, "hybrid");
        Cli second = evaluate(dataset, data, "dense");
        Cli lexical = evaluate(dataset, data, "lexical");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.err()).contains("Indexing 3 documents");
        assertThat(second.err()).doesNotContain("Indexing");
        for (Cli run : List.of(first, second, lexical)) {
            JsonNode json = Json.MAPPER.readTree(run.out());
            assertThat(json.at("/metrics/Success@1").asDouble()).isEqualTo(1);
            assertThat(json.at("/provenance/system").asText()).isEqualTo("in process");
            assertThat(json.at("/provenance/settings/queries").asText()).isEqualTo("fp32");
            assertThat(json.at("/provenance/settings/passages").asText()).isEqualTo("int8");
        }
        assertThat(Cli.run("models", "verify", "--data-dir", data.toString()).out())
                .contains("bge-small-en-v1.5: sound");
        assertThat(Cli.run("models", "list", "--data-dir", data.toString()).out())
                .contains("ready")
                .contains("384");
        checkOffline(data);
    }

    @Test
    void refusesAnInstructionThatTheModelDoesNotRead() throws IOException {
        Cli refused = Cli.run(
                "evaluate",
                Datasets.tiny(folder.resolve("tiny")).toString(),
                "--data-dir",
                folder.resolve("data").toString(),
                "--model",
                "all-minilm-l6-v2",
                "--instruction",
                "Find it");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--instruction = Find it").contains("all-minilm-l6-v2 has no place");
    }

    private void checkOffline(Path data) throws IOException {
        Path cached;
        try (Stream<Path> folders = Files.list(data.resolve("evaluation"))) {
            cached = folders.filter(path -> Files.exists(path.resolve("complete")))
                    .findFirst()
                    .orElseThrow();
        }
        Path stopped = Files.createDirectories(folder.resolve("stopped/index"));
        Files.move(cached.resolve(LocalCorpus.NAME), stopped.resolve("docs"));

        Cli sound = Cli.run("check", "--data-dir", stopped.getParent().toString());
        assertThat(sound.out()).contains("docs: sound, 3 documents, 3 chunks");
        assertThat(sound.exitCode()).isZero();

        damage(stopped.resolve("docs"));
        Cli broken = Cli.run("check", "docs", "--data-dir", stopped.getParent().toString());
        assertThat(broken.out()).contains("docs: not sound");
        assertThat(broken.exitCode()).isEqualTo(1);
    }

    /** Turns around a byte in the middle of the largest file. */
    private static void damage(Path index) throws IOException {
        try (Stream<Path> files = Files.list(index)) {
            Path largest = files.max(java.util.Comparator.comparingLong(
                            path -> path.toFile().length()))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(largest);
            bytes[bytes.length / 2] ^= (byte) 0xFF;
            Files.write(largest, bytes);
        }
    }

    private static Cli evaluate(Path dataset, Path data, String mode) {
        return Cli.run(
                "evaluate",
                dataset.toString(),
                "--data-dir",
                data.toString(),
                "--mode",
                mode,
                "--json",
                "--precision",
                "int8",
                "--query-precision",
                "fp32");
    }
}
