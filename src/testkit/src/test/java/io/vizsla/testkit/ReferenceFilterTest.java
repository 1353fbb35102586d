package io.vizsla.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.FilterReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceFilterTest {

    private static boolean passes(Map<String, Object> filter, Map<String, Object> metadata) {
        Filter read = FilterReader.read(RandomChunks.FIELDS, filter);
        return new ReferenceFilter(RandomChunks.FIELDS).passes(read, metadata);
    }

    private static Map<String, Object> compare(String field, String operator, Object value) {
        return Map.of("field", field, "op", operator, "value", value);
    }

    @Test
    void oneValueOfSeveralIsEnough() {
        Map<String, Object> metadata = Map.of("tags", List.of("a", "b"), "year", 2024);
        assertThat(passes(compare("tags", "eq", "b"), metadata)).isTrue();
        assertThat(passes(compare("tags", "ne", "b"), metadata)).isFalse();
        assertThat(passes(compare("tags", "ne", "c"), metadata)).isTrue();
        assertThat(passes(compare("tags", "prefix", ""), metadata)).isTrue();
        assertThat(passes(compare("year", "in", List.of(1, 2024)), metadata)).isTrue();
        assertThat(passes(compare("year", "gt", 2024), metadata)).isFalse();
    }

    @Test
    void anAbsentFieldPassesOnlyWhatAsksForNothing() {
        assertThat(passes(compare("year", "eq", 1), Map.of())).isFalse();
        assertThat(passes(compare("year", "ne", 1), Map.of())).isTrue();
        assertThat(passes(compare("year", "exists", false), Map.of())).isTrue();
        assertThat(passes(compare("tags", "exists", true), Map.of("tags", List.of())))
                .isFalse();
        assertThat(passes(Map.of("not", compare("year", "lt", 1)), Map.of())).isTrue();
        assertThat(passes(compare("day", "gte", "2024-05-01"), Map.of("day", "2024-05-01T00:00:00Z")))
                .isTrue();
    }
}
