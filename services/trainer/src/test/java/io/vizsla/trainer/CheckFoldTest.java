package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CheckFoldTest {

    @RepeatedTest(20)
    void noUnseenQuerySharesADocumentWithALearnedOneAndEachSeenOneDoes() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Set<String>> relevant = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Set<String> documents = new HashSet<>();
            for (int j = 0; j <= random.nextInt(2); j++) {
                documents.add("d" + random.nextInt(80));
            }
            relevant.add(documents);
        }

        List<CheckFold> folds = CheckFold.of(data(relevant), 5, seed);

        List<Integer> asked = new ArrayList<>();
        for (CheckFold fold : folds) {
            Set<String> learned = new HashSet<>();
            fold.learned().forEach(query -> learned.addAll(relevant.get(query)));
            assertThat(fold.unseen()).as("seed %d", seed).noneMatch(query -> shares(relevant.get(query), learned));
            assertThat(fold.seen()).as("seed %d", seed).allMatch(query -> shares(relevant.get(query), learned));
            assertThat(fold.seen()).as("seed %d", seed).doesNotContainAnyElementsOf(fold.learned());
            asked.addAll(fold.unseen());
        }
        assertThat(asked).as("seed %d", seed).doesNotHaveDuplicates().hasSize(60);
    }

    @Test
    void queriesThatAllShareADocumentCannotBeChecked() {
        assertThat(CheckFold.of(data(List.of(Set.of("a"), Set.of("a"), Set.of("a", "b"))), 5, 1))
                .isEmpty();
    }

    private static boolean shares(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static RefreshData data(List<Set<String>> relevant) {
        List<RefreshQuery> queries = new ArrayList<>();
        for (Set<String> documents : relevant) {
            Map<String, Double> gains = new TreeMap<>();
            documents.forEach(document -> gains.put(document, 1.0));
            queries.add(new RefreshQuery(
                    "q" + queries.size(), "text", "", RefreshQuery.Origin.JUDGED, gains, Map.of(), Map.of(), 0));
        }
        return new RefreshData(new float[0][], List.of(), queries);
    }
}
