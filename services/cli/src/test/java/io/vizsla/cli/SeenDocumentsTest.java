package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.Measure;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.ScoredDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenDocumentsTest {

    private static final Metric FIRST = Metric.of(Measure.RECALL, 1);

    @TempDir
    private Path folder;

    @Test
    void tellsQueriesApartByWhetherAnExampleSharesTheirDocument() throws IOException {
        write("corpus.jsonl", "{\"_id\":\"a\",\"text\":\"a\"}\n{\"_id\":\"b\",\"text\":\"b\"}\n");
        write("queries.jsonl", "{\"_id\":\"1\",\"text\":\"one\"}\n");
        write("qrels/train.tsv", "query-id\tcorpus-id\tscore\n9\ta\t1\n9\tb\t0\n");
        write("qrels/test.tsv", "query-id\tcorpus-id\tscore\n1\ta\t1\n2\tb\t1\n3\tb\t1\n");
        BeirFolder dataset = BeirFolder.open(folder);
        Run run = run("a", "b", "a");
        Run baseline = run("b", "b", "b");

        List<String> lines = new SeenDocuments(dataset, "train").lines(dataset.qrels("test"), FIRST, run, baseline);

        assertThat(lines)
                .containsExactly(
                        "1 queries share a relevant document with an example: Recall@1 1.0000 (baseline 0.0000)",
                        "2 queries share none: Recall@1 0.5000 (baseline 1.0000)");
        assertThat(new SeenDocuments(dataset, "train").lines(dataset.qrels("test"), FIRST, run, null))
                .allSatisfy(line -> assertThat(line).doesNotContain("baseline"));
    }

    private static Run run(String first, String second, String third) {
        Run.Builder run = Run.builder();
        run.addInOrder("1", List.of(new ScoredDocument(first, 1)));
        run.addInOrder("2", List.of(new ScoredDocument(second, 1)));
        run.addInOrder("3", List.of(new ScoredDocument(third, 1)));
        return run.build();
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
