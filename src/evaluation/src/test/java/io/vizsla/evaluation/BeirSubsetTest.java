package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeirSubsetTest {

    private static final String ONE = "{\"_id\": \"d1\",  \"text\": \"ünïcode\", \"metadata\": {\"year\": 2020}}";
    private static final String TWO = "{\"_id\": 2, \"text\": \"second\"}";

    @TempDir
    private Path folder;

    private BeirFolder beir;

    @BeforeEach
    void writeFolder() throws IOException {
        Path source = Files.createDirectories(folder.resolve("set/qrels")).getParent();
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(source.resolve("corpus.jsonl.gz")))) {
            out.write((ONE + "\n" + TWO + "\n{\"_id\": \"d3\", \"text\": \"\"}\n{\"_id\": \"d4\", \"text\": \"\"}\n")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Files.writeString(source.resolve("queries.jsonl"), """
                {"_id": "q1", "text": "what is first?"}
                {"_id": "q2", "text": "of the other split"}
                """);
        Files.writeString(source.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td4\t0\n");
        Files.writeString(source.resolve("qrels/train.tsv"), "query-id\tcorpus-id\tscore\nq2\td3\t1\n");
        beir = BeirFolder.open(source);
    }

    @Test
    void linesStandAsTheyStood() throws IOException {
        BeirFolder small = write(folder.resolve("small"), sample("d1", "2"));

        assertThat(small.corpusFile()).content().isEqualTo(ONE + "\n" + TWO + "\n");
        assertThat(small.queries()).containsOnlyKeys("q1");
        assertThat(small.splits()).containsExactly("test");
        assertThat(small.qrels("test").of("q1")).isEqualTo(beir.qrels("test").of("q1"));
        try (var files = Files.list(folder.resolve("small"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("corpus.jsonl", "queries.jsonl", "qrels", "SOURCE.md");
        }
    }

    @Test
    void tellsHowItWasMade() {
        SequencedMap<String, Run> runs = new LinkedHashMap<>();
        runs.put(
                "bm25.run",
                Run.builder()
                        .addInOrder("q1", List.of(new ScoredDocument("2", 2), new ScoredDocument("d1", 1)))
                        .build());
        runs.put(
                "dense.run",
                Run.builder()
                        .addInOrder("q1", List.of(new ScoredDocument("d3", 1)))
                        .build());
        CorpusSample sample =
                CorpusSampler.sample(ids("d1", "2", "d3", "d4"), beir.qrels("test"), runs, new SampleOptions(0.75, 7));

        String note = SampleNote.of(beir, "test", sample, runs.keySet(), "9.9");

        assertThat(note)
                .startsWith("# set, down-sampled for its split test\n\n3 of 4 documents (75.0 %).")
                .contains("judgments `" + beir.hash("test") + "`")
                .contains("Pooled runs: bm25.run, dense.run\n")
                .contains("2 judged documents and 1 hard negatives: of each system and query the first 0 that mislead,"
                        + " and 1 drawn from the 2 at the next rank (seed 7)")
                .contains("Vizsla 9.9");
    }

    @Test
    void whatIsThereStays() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> write(taken, sample("d1")))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThatThrownBy(() -> BeirSubset.checkTarget(taken.resolve("mine.txt")))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("mine.txt");
        try (var files = Files.list(taken)) {
            assertThat(files).containsExactly(taken.resolve("mine.txt"));
        }
        assertThat(write(Files.createDirectories(folder.resolve("empty")), sample("d1"))
                        .name())
                .isEqualTo("empty");
    }

    private BeirFolder write(Path target, CorpusSample sample) {
        return BeirSubset.write(beir, "test", sample, target, "note");
    }

    private static CorpusSample sample(String... documents) {
        return new CorpusSample(ids(documents), 4, 1, 1, 0, 0, 0, SampleOptions.DEFAULTS);
    }

    private static SequencedSet<String> ids(String... ids) {
        return new LinkedHashSet<>(List.of(ids));
    }
}
