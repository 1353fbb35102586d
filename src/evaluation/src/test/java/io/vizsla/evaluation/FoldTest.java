package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldTest {

    @Test
    void queriesThatShareADocumentBelongTogetherAcrossOthers() {
        List<List<Integer>> groups = DocumentGroups.of(
                List.of(List.of("a", "b"), List.of("c"), List.of("b", "d"), List.of(), List.of("d"), List.of("c")));

        assertThat(groups).containsExactly(List.of(0, 2, 4), List.of(1, 5), List.of(3));
    }

    /** Whatever is judged: every query is asked once, and nothing asked shares a document with what was learned. */
    @Test
    void foldsShareNoDocuments() {
        SplittableRandom random = Seeds.random("FoldTest");
        for (int run = 0; run < 200; run++) {
            List<Set<Integer>> relevant = relevant(random);
            List<List<Integer>> groups = DocumentGroups.of(relevant);

            List<Fold> folds = Fold.of(groups, 2 + random.nextInt(4), run);

            if (groups.size() < 2) {
                assertThat(folds).isEmpty();
                continue;
            }
            assertThat(folds.stream().flatMap(fold -> fold.asked().stream()))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, relevant.size()).boxed().toList());
            for (Fold fold : folds) {
                assertThat(documents(fold.learned(), relevant)).noneMatch(documents(fold.asked(), relevant)::contains);
                assertThat(fold.learned().size() + fold.asked().size()).isEqualTo(relevant.size());
                assertThat(fold.asked()).isNotEmpty();
            }
        }
    }

    private static List<Set<Integer>> relevant(SplittableRandom random) {
        List<Set<Integer>> relevant = new ArrayList<>();
        int documents = 1 + random.nextInt(60);
        for (int query = random.nextInt(40); query >= 0; query--) {
            Set<Integer> own = new HashSet<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                own.add(random.nextInt(documents));
            }
            relevant.add(own);
        }
        return relevant;
    }

    private static Set<Integer> documents(List<Integer> queries, List<Set<Integer>> relevant) {
        Set<Integer> all = new HashSet<>();
        queries.forEach(query -> all.addAll(relevant.get(query)));
        return all;
    }

    @Test
    void foldsAreOfOneSizeWhereGroupsAreSmall() {
        List<List<Integer>> single = IntStream.range(0, 50).mapToObj(List::of).toList();

        assertThat(Fold.of(single, 5, 1))
                .hasSize(5)
                .allMatch(fold -> fold.asked().size() == 10);
        assertThat(Fold.of(single, 5, 1)).isEqualTo(Fold.of(single, 5, 1)).isNotEqualTo(Fold.of(single, 5, 2));
        assertThat(Fold.of(single.subList(0, 3), 5, 1)).hasSize(3);
    }

    @Test
    void refusesASingleFold() {
        assertThatThrownBy(() -> Fold.of(List.of(), 1, 1))
                .isInstanceOf(VizslaException.class)
                .hasMessageContaining("folds");
    }
}
