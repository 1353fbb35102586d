package io.vizsla.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judged queries that share documents, directly or through others: the connected components of the graph of queries and
 * their relevant documents. Two queries of different groups have no document in common, so that what is learned from one
 * group cannot be answered by heart in another.
 */
public final class DocumentGroups {

    private DocumentGroups() {}

    /**
     * Returns the groups, each a list of queries by their place, in rising order; the groups in the order of their first
     * queries.
     *
     * @param relevant documents of each query; a query without any is a group of its own
     */
    public static <D> List<List<Integer>> of(List<? extends Collection<D>> relevant) {
        int[] leaders = new int[relevant.size()];
        Map<D, Integer> first = new HashMap<>();
        for (int query = 0; query < leaders.length; query++) {
            leaders[query] = query;
            for (D document : relevant.get(query)) {
                Integer other = first.putIfAbsent(document, query);
                if (other != null) {
                    join(leaders, query, other);
                }
            }
        }
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        for (int query = 0; query < leaders.length; query++) {
            groups.computeIfAbsent(leader(leaders, query), any -> new ArrayList<>())
                    .add(query);
        }
        return List.copyOf(groups.values());
    }

    private static void join(int[] leaders, int one, int other) {
        leaders[leader(leaders, one)] = leader(leaders, other);
    }

    private static int leader(int[] leaders, int query) {
        int at = query;
        while (leaders[at] != at) {
            leaders[at] = leaders[leaders[at]];
            at = leaders[at];
        }
        return at;
    }
}
