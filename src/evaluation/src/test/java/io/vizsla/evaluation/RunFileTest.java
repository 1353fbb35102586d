package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFileTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() {
        Run run = Run.builder()
                .add("q1", List.of(new ScoredDocument("Geneva Durben", 0.25), new ScoredDocument("d2", 1e-9)))
                .add("q 2", List.of(new ScoredDocument("d3", -4)))
                .build();
        Path file = folder.resolve("a.run");

        RunFile.write(run, "my run", file);
        Run read = RunFile.read(file);

        assertThat(read.queries()).containsExactly("q1", "q 2");
        assertThat(read.of("q1")).isEqualTo(run.of("q1"));
        assertThat(read.of("q 2")).isEqualTo(run.of("q 2"));
        assertThat(file).content().startsWith("q1\tQ0\tGeneva Durben\t1\t0.25\tmy_run\n");
    }

    @Test
    void ordersByScoreWhateverTheRanksSay() throws IOException {
        Path file = folder.resolve("b.run");
        Files.writeString(file, "q Q0 low 1 0.1 t\nq  Q0  high 2 7e1 t\n");

        assertThat(RunFile.read(file).of("q")).extracting(ScoredDocument::id).containsExactly("high", "low");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q Q0 d 1 0.5", "q Q0 d 1 NaN t", "q Q0 d 1 much t", "q Q0 d 1 Infinity t", "q"})
    void namesTheLineOfABadEntry(String line) throws IOException {
        Path file = folder.resolve("c.run");
        Files.writeString(file, "q Q0 a 1 0.9 t\n" + line + "\n");

        assertThatThrownBy(() -> RunFile.read(file))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("c.run line 2");
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> RunFile.read(folder.resolve("none.run")))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("none.run");
    }
}
