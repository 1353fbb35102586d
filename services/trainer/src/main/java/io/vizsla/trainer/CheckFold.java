package io.vizsla.trainer;

import io.vizsla.evaluation.DocumentGroups;
import io.vizsla.evaluation.Fold;
import io.vizsla.refresh.data.RefreshData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One way to check a model: queries that it learns, queries of documents that it has not seen, and some of documents that it
 * has, to tell apart what it understood from what it knows by heart.
 */
record CheckFold(List<Integer> learned, List<Integer> unseen, List<Integer> seen) {

    /** More would leave too few to learn from. */
    private static final int SEEN_ONE_OF = 10;

    /** Returns the folds if every query is learned and asked; none if all queries share documents. */
    static List<CheckFold> of(RefreshData data, int count, long seed) {
        List<Integer> all = IntStream.range(0, data.queries().size()).boxed().toList();
        return of(data, new Parts(all, all, false), count, seed);
    }

    /** Returns the folds; none if all queries share documents. */
    static List<CheckFold> of(RefreshData data, Parts parts, int count, long seed) {
        List<List<Integer>> groups = DocumentGroups.of(
                data.queries().stream().map(query -> query.gains().keySet()).toList());
        Sides sides = new Sides(Set.copyOf(parts.learned()), Set.copyOf(parts.asked()));
        List<CheckFold> folds = new ArrayList<>();
        for (Fold fold : Fold.of(groups, count, seed)) {
            folds.add(sides.of(fold, groups, new Random(seed + folds.size())));
        }
        return folds;
    }

    /** Which queries may be learned, and which asked. */
    private record Sides(Set<Integer> learnable, Set<Integer> askable) {

        /** Of a group whose queries share documents one is asked, the others stay to learn those from. */
        CheckFold of(Fold fold, List<List<Integer>> groups, Random random) {
            Set<Integer> learned = new HashSet<>(fold.learned());
            List<List<Integer>> shared = new ArrayList<>(groups.stream()
                    .filter(group -> group.size() > 1 && learned.contains(group.getFirst()))
                    .toList());
            Collections.shuffle(shared, random);
            learned.retainAll(learnable);
            List<Integer> seen = shared.stream()
                    .map(group -> one(group, random))
                    .flatMap(Optional::stream)
                    .limit(fold.learned().size() / SEEN_ONE_OF)
                    .sorted()
                    .toList();
            learned.removeAll(new HashSet<>(seen));
            return new CheckFold(
                    learned.stream().sorted().toList(),
                    fold.asked().stream().filter(askable::contains).toList(),
                    seen);
        }

        /** Returns one to ask, if another is left to learn from. */
        private Optional<Integer> one(List<Integer> group, Random random) {
            List<Integer> asked = group.stream().filter(askable::contains).toList();
            if (asked.isEmpty()) {
                return Optional.empty();
            }
            Integer drawn = asked.get(random.nextInt(asked.size()));
            return group.stream().anyMatch(query -> learnable.contains(query) && !query.equals(drawn))
                    ? Optional.of(drawn)
                    : Optional.empty();
        }
    }
}
