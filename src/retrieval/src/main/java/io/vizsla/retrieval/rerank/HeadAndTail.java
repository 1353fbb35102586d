package io.vizsla.retrieval.rerank;

import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import java.util.ArrayList;
import java.util.List;

/** Puts the candidates that were looked at anew above those that were not. */
final class HeadAndTail {

    private HeadAndTail() {}

    /**
     * Returns the head, then the tail in its old order. The tail's scores move down by one amount so that none is above
     * the head's lowest: the scores of the whole list still fall.
     */
    static Hits join(Hits head, List<Hit> tail) {
        if (tail.isEmpty() || head.isEmpty()) {
            return head.isEmpty() ? Hits.inOrder(tail) : head;
        }
        double lowest = head.list().getLast().score();
        double shift = Math.min(0, lowest - tail.getFirst().score());
        List<Hit> all = new ArrayList<>(head.list());
        tail.forEach(hit -> all.add(hit.withScore(Math.min(lowest, hit.score() + shift))));
        return Hits.inOrder(all);
    }
}
