package io.vizsla.indexer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which partitions a loop has said to stand still, and for which hold. For one thread. */
final class StandingStill {

    private final Set<Integer> said = new HashSet<>();
    private String hold = "";

    /** Returns those of the partitions of which it has not been said yet that they stand still for this hold. */
    Map<Integer, Long> unsaid(String now, Map<Integer, Long> reached) {
        if (!now.equals(hold)) {
            hold = now;
            said.clear();
        }
        Map<Integer, Long> unsaid = new HashMap<>(reached);
        unsaid.keySet().removeAll(said);
        return unsaid;
    }

    void said(Collection<Integer> partitions) {
        said.addAll(partitions);
    }

    /** What comes back may have been written to by another process. */
    void lost(Collection<Integer> partitions) {
        said.removeAll(partitions);
    }
}
