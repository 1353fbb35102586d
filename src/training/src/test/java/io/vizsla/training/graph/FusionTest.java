package io.vizsla.training.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionTest {

    @TempDir
    private Path folder;

    /** A layer of these encoders has six affine maps, two norms, a GELU and an attention; one norm stands before all. */
    @ParameterizedTest
    @CsvSource({"bge-small-en-v1.5, 12", "all-minilm-l6-v2, 6"})
    void findsEveryLayer(String name, int layers) throws IOException {
        Plan plan = Plan.of(GraphFile.read(Graphs.file(name, folder)), true);

        Map<String, Long> counts = plan.steps().stream()
                .filter(step -> step.operator().startsWith(Fused.PREFIX))
                .collect(Collectors.groupingBy(Node::operator, TreeMap::new, Collectors.counting()));
        assertThat(counts)
                .containsOnly(
                        Map.entry(Fused.ATTENTION, (long) layers),
                        Map.entry(Fused.GELU, (long) layers),
                        Map.entry(Fused.LAYER_NORM, 2L * layers + 1),
                        Map.entry(Fused.LINEAR, 6L * layers));
        assertThat(plan.steps())
                .noneMatch(
                        step -> step.operator().equals("Erf") || step.operator().equals("Softmax"));
    }
}
