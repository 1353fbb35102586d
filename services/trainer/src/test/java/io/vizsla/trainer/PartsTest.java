package io.vizsla.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.data.RefreshQuery.Origin;
import io.vizsla.refresh.job.LearnedPairs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartsTest {

    /** Judged queries come first; the i-th made one is of the i-th document, as the i-th judged one is. */
    private static RefreshData data(int judged, int made) {
        List<RefreshQuery> queries = new ArrayList<>();
        for (int i = 0; i < judged; i++) {
            queries.add(query("j" + i, i % 2 == 0 ? Origin.JUDGED : Origin.CLICKED, "d" + i));
        }
        for (int i = 0; i < made; i++) {
            queries.add(query("m" + i, Origin.CLOZE, "d" + i));
        }
        return new RefreshData(new float[0][], List.of(), queries);
    }

    private static RefreshQuery query(String id, Origin origin, String document) {
        return new RefreshQuery(id, id, "", origin, Map.of(document, 1.0), Map.of(), Map.of(), 0);
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void judgedQueriesAreAskedWhereThereAreTwenty() {
        assertThat(Parts.of(data(20, 50), LearnedPairs.LABEL_FREE))
                .isEqualTo(new Parts(range(20, 70), range(0, 20), false));
        assertThat(Parts.of(data(20, 50), LearnedPairs.BOTH)).isEqualTo(new Parts(range(0, 70), range(0, 20), false));
    }

    @Test
    void elseMadeOnesHaveToDo() {
        assertThat(Parts.of(data(19, 50), LearnedPairs.LABEL_FREE))
                .isEqualTo(new Parts(range(19, 69), range(19, 69), true));
        assertThat(Parts.of(data(0, 50), LearnedPairs.BOTH)).isEqualTo(new Parts(range(0, 50), range(0, 50), true));
    }

    @Test
    void judgementsAreLearnedAndAskedAsEver() {
        assertThat(Parts.of(data(12, 0), LearnedPairs.JUDGED)).isEqualTo(new Parts(range(0, 12), range(0, 12), false));
    }

    @Test
    void whatIsAskedSharesNoDocumentWithMadeQueriesThatAreLearned() {
        RefreshData data = data(40, 60);
        Parts parts = Parts.of(data, LearnedPairs.LABEL_FREE);

        List<CheckFold> folds = CheckFold.of(data, parts, 4, 1);

        List<Integer> asked = new ArrayList<>();
        for (CheckFold fold : folds) {
            Set<String> learned = new HashSet<>();
            fold.learned()
                    .forEach(query ->
                            learned.addAll(data.queries().get(query).gains().keySet()));
            assertThat(fold.learned()).isNotEmpty().allMatch(query -> query >= 40);
            assertThat(fold.unseen()).isNotEmpty().allMatch(query -> query < 40);
            assertThat(fold.unseen()).noneMatch(query -> learned.contains("d" + query));
            assertThat(fold.seen()).isNotEmpty().allMatch(query -> query < 40 && learned.contains("d" + query));
            asked.addAll(fold.unseen());
        }
        assertThat(asked).containsExactlyInAnyOrderElementsOf(range(0, 40));
    }
}
