package io.vizsla.trainer;

import io.vizsla.evaluation.DocumentGroups;
import io.vizsla.evaluation.Fold;
import io.vizsla.refresh.data.RefreshData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One way to check a model: queries that it learns, queries of documents that it has not seen, and some of documents that it
 * has, to tell apart what it understood from what it knows by heart.
 */
record CheckFold(List<Integer> learned, List<Integer> unseen, List<Integer> seen) {

    /** More would leave too few to learn from. */
    private static final int SEEN_ONE_OF = 10;

    /** Returns the folds; none if all queries share documents. */
    static List<CheckFold> of(RefreshData data, int count, long seed) {
        List<List<Integer>> groups = DocumentGroups.of(
                data.queries().stream().map(query -> query.gains().keySet()).toList());
        List<CheckFold> folds = new ArrayList<>();
        for (Fold fold : Fold.of(groups, count, seed)) {
            folds.add(of(fold, groups, new Random(seed + folds.size())));
        }
        return folds;
    }

    /** Of a group whose queries share documents one is asked, the others stay to learn those from. */
    private static CheckFold of(Fold fold, List<List<Integer>> groups, Random random) {
        Set<Integer> learned = new HashSet<>(fold.learned());
        List<List<Integer>> shared = new ArrayList<>(groups.stream()
                .filter(group -> group.size() > 1 && learned.contains(group.getFirst()))
                .toList());
        Collections.shuffle(shared, random);
        List<Integer> seen = shared.stream()
                .limit(fold.learned().size() / SEEN_ONE_OF)
                .map(group -> group.get(random.nextInt(group.size())))
                .sorted()
                .toList();
        learned.removeAll(new HashSet<>(seen));
        return new CheckFold(learned.stream().sorted().toList(), fold.asked(), seen);
    }
}
