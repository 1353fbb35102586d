package io.vizsla.trainer;

import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.LearnedPairs;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which queries are learned and which are asked. What somebody asked is what a model is for, so that judged queries are
 * asked wherever there are enough of them; else those that were made have to do, and prove little.
 *
 * @param learned places of the queries that may be learned, rising
 * @param asked places of those that may be asked, rising
 * @param areMade whether nobody ever asked what is asked
 */
record Parts(List<Integer> learned, List<Integer> asked, boolean areMade) {

    /** Fewer say nothing of a model that has learned from none of them. */
    private static final int FEWEST_JUDGED = 20;

    /** What is said of a model that was measured on made-up queries alone. */
    static final String MADE_UP =
            "It was measured on made-up queries alone, which says little of those that people ask: words"
                    + " of a passage find it too easily. It is kept; judge " + FEWEST_JUDGED
                    + " queries or more, and it is measured on them, or let it serve yourself.";

    static Parts of(RefreshData data, LearnedPairs pairs) {
        List<Integer> judged = places(data, RefreshQuery.Origin::isJudged);
        List<Integer> made = places(data, RefreshQuery.Origin::isMade);
        List<Integer> learned =
                switch (pairs) {
                    case JUDGED -> judged;
                    case LABEL_FREE -> made;
                    case BOTH -> places(data, origin -> origin != RefreshQuery.Origin.LOGGED);
                    case WITH_LOG -> places(data, origin -> !origin.isMade());
                };
        boolean areMade = pairs.areMade() && judged.size() < FEWEST_JUDGED;
        return new Parts(learned, areMade ? made : judged, areMade);
    }

    private static List<Integer> places(RefreshData data, Predicate<RefreshQuery.Origin> origin) {
        return IntStream.range(0, data.queries().size())
                .filter(i -> origin.test(data.queries().get(i).origin()))
                .boxed()
                .toList();
    }
}
