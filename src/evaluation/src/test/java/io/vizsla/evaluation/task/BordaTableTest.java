package io.vizsla.evaluation.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BordaTableTest {

    /**
     * By hand. Task x: a 80, b 70, c 60 gives 2, 1, 0. Task y: a and b tie at 50 before c at 10 and share 2 and 1: 1.5, 1.5,
     * 0. Task z: c 90, b 20, a 10 gives 0, 1, 2. Sums: a 3.5, b 3.5, c 2.
     */
    @Test
    void countsAHandWorkedExample() {
        Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
        scores.put("c", Map.of("x", 60.0, "y", 10.0, "z", 90.0));
        scores.put("a", Map.of("x", 80.0, "y", 50.0, "z", 10.0));
        scores.put("b", Map.of("x", 70.0, "y", 50.0, "z", 20.0));

        List<BordaTable.Row> rows = BordaTable.of(scores).rows();

        assertThat(rows).extracting(BordaTable.Row::model).containsExactly("a", "b", "c");
        assertThat(rows).extracting(BordaTable.Row::points).containsExactly(3.5, 3.5, 2.0);
        assertThat(rows).extracting(BordaTable.Row::rank).containsExactly(1, 1, 3);
        // The mean would have put c first: one task where all are far apart decides it.
        assertThat(rows.getLast().mean()).isGreaterThan(rows.getFirst().mean());
    }

    @Test
    void everyModelNeedsTheSameTasks() {
        assertThatThrownBy(() -> BordaTable.of(Map.of("a", Map.of("x", 1.0), "b", Map.of("y", 1.0))))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("measured on");
    }
}
