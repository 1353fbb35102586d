package io.vizsla.refresh.data;

import io.vizsla.api.judgement.Judgement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts what people said against each other: somebody clicked on a document for a query, somebody found that it is no
 * answer. The grade stands. Two grades cannot meet here: the later one takes the place of the earlier one.
 */
public final class Contradictions {

    private Contradictions() {}

    /** Returns how many pairs of a query and a document were both clicked and graded 0. */
    public static long count(List<Judgement> judgements) {
        Map<String, Set<String>> clicked = new HashMap<>();
        judgements.stream()
                .filter(one -> one.source() == Judgement.Source.CLICKED && one.grade() > 0)
                .forEach(one -> clicked.computeIfAbsent(one.queryId(), any -> new HashSet<>())
                        .add(one.document().id()));
        return judgements.stream()
                .filter(one -> one.source() == Judgement.Source.JUDGED && one.grade() == 0)
                .filter(one -> clicked.getOrDefault(one.queryId(), Set.of())
                        .contains(one.document().id()))
                .count();
    }
}
