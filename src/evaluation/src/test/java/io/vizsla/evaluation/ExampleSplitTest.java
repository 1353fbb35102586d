package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExampleSplitTest {

    @Test
    void newQueriesShareNoDocumentWithAnythingElse() {
        Qrels all = answered(60, 4);

        ExampleSplit split = ExampleSplit.of(all, 7);

        Set<String> examples = documents(split.examples());
        for (ExampleSplit.Part part : List.of(split.choose(), split.check())) {
            assertThat(part.fresh().queries()).hasSizeGreaterThan(20);
            assertThat(documents(part.fresh())).doesNotContainAnyElementsOf(examples);
            assertThat(examples).containsAll(documents(part.repeated()));
        }
        assertThat(relevant(split.choose())).doesNotContainAnyElementsOf(relevant(split.check()));
        assertThat(queries(split)).hasSize(all.queries().size()).doesNotHaveDuplicates();
    }

    @Test
    void queriesThatAreLinkedOverOthersStayTogether() {
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            // Each query has one document in common with the next.
            grades.put("q" + i, Map.of("d" + i, 1, "d" + (i + 1), 1));
            grades.put("alone" + i, Map.of("own" + i, 1));
        }

        ExampleSplit split = ExampleSplit.of(Qrels.of(grades), 7);

        for (ExampleSplit.Part part : List.of(split.choose(), split.check())) {
            assertThat(part.fresh().queries()).allMatch(query -> query.startsWith("alone"));
        }
    }

    @Test
    void queriesWithoutARelevantDocumentAreLeftOut() {
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            grades.put("q" + i, Map.of("d" + i % 50, 1));
            grades.put("none" + i, Map.of("d" + i % 50, 0));
        }

        ExampleSplit split = ExampleSplit.of(Qrels.of(grades), 7);

        assertThat(queries(split)).hasSize(100).noneMatch(query -> query.startsWith("none"));
    }

    @Test
    void theSeedDecides() {
        Qrels all = answered(60, 4);

        assertThat(queries(ExampleSplit.of(all, 1))).isEqualTo(queries(ExampleSplit.of(all, 1)));
        assertThat(queries(ExampleSplit.of(all, 1))).isNotEqualTo(queries(ExampleSplit.of(all, 2)));
    }

    @Test
    void queriesThatAllHangTogetherAreRefused() {
        for (Qrels linked : List.of(answered(1, 200), answered(10, 4))) {
            assertThatThrownBy(() -> ExampleSplit.of(linked, 7)).isInstanceOfSatisfying(VizslaException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                assertThat(e.bound().orElse("")).contains("at least 20");
            });
        }
    }

    @Test
    void newQueriesThatLeaveNoneToCheckOnAreRefused() {
        // A quarter of the queries has room for one of the five groups, which goes to one half.
        Qrels fewGroups = answered(5, 100);

        assertThatThrownBy(() -> ExampleSplit.of(fewGroups, 7)).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(e.bound().orElse("")).contains("10 in each of two halves");
        });
    }

    /** Returns judgements in which so many documents answer so many queries each. */
    private static Qrels answered(int documents, int queries) {
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        for (int i = 0; i < documents * queries; i++) {
            grades.put("q" + i, Map.of("d" + i % documents, 1));
        }
        return Qrels.of(grades);
    }

    private static List<String> queries(ExampleSplit split) {
        List<String> queries = new ArrayList<>(split.examples().queries());
        for (ExampleSplit.Part part : List.of(split.choose(), split.check())) {
            queries.addAll(part.repeated().queries());
            queries.addAll(part.fresh().queries());
        }
        return queries;
    }

    private static Set<String> relevant(ExampleSplit.Part part) {
        Set<String> both = documents(part.repeated());
        both.addAll(documents(part.fresh()));
        return both;
    }

    private static Set<String> documents(Qrels qrels) {
        Set<String> documents = new HashSet<>();
        qrels.queries().forEach(query -> documents.addAll(qrels.of(query).keySet()));
        return documents;
    }
}
