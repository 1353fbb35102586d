package io.vizsla.evaluation;

import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Divides the judged queries of a split into worked examples and queries to judge them on. Queries that are linked by
 * common relevant documents stay together: of a part of such groups no query is an example, so that the new queries share no
 * document with any; of the others some queries ask what examples have answered in other words.
 *
 * @param examples the judgements of the examples
 * @param choose what settings are chosen on
 * @param check what the chosen ones are checked on; no query shares a relevant document with those of {@code choose}
 */
public record ExampleSplit(Qrels examples, Part choose, Part check) {

    /** The least number of new queries that say anything; at least half of them to choose on, and half to check on. */
    public static final int FEWEST = 20;

    /** More of a kind make it slow, not better. */
    private static final int MOST = 500;

    private static final double FRESH = 0.25;
    private static final int ONE_OF = 3;

    /**
     * Queries to judge examples on.
     *
     * @param repeated share a relevant document, if need be over other queries, with an example
     * @param fresh share none
     */
    public record Part(Qrels repeated, Qrels fresh) {}

    /**
     * Divides a split.
     *
     * @param seed decides which queries are what
     * @throws VizslaException {@code INVALID_ARGUMENT} if too few queries can be kept apart from the others
     */
    public static ExampleSplit of(Qrels qrels, long seed) {
        List<List<String>> groups = new ArrayList<>(groups(qrels));
        Collections.shuffle(groups, new Random(seed));
        Draft draft = new Draft(qrels);
        groups.forEach(draft::add);
        return draft.split(seed);
    }

    /** Collects what becomes of each group. */
    private static final class Draft {

        private final Qrels qrels;
        private final long wanted;
        private final List<String> examples = new ArrayList<>();
        private final List<List<String>> repeated = List.of(new ArrayList<>(), new ArrayList<>());
        private final List<List<String>> fresh = List.of(new ArrayList<>(), new ArrayList<>());
        private int apart;

        Draft(Qrels qrels) {
            this.qrels = qrels;
            this.wanted = Math.round(FRESH * qrels.queries().size());
        }

        void add(List<String> group) {
            if (apart + group.size() <= wanted) {
                apart += group.size();
                shorter(fresh).addAll(group);
                return;
            }
            int asked = group.size() < 2 ? 0 : Math.max(1, group.size() / ONE_OF);
            shorter(repeated).addAll(group.subList(0, asked));
            examples.addAll(group.subList(asked, group.size()));
        }

        ExampleSplit split(long seed) {
            boolean halved = fresh.stream().allMatch(half -> half.size() >= FEWEST / 2);
            if (apart < FEWEST || !halved || examples.isEmpty()) {
                throw VizslaException.invalid(
                        "queries without a document in common with the others",
                        apart,
                        "at least " + FEWEST + " of the " + qrels.queries().size() + " judged ones, beside examples, "
                                + FEWEST / 2 + " in each of two halves without a document in common");
            }
            return new ExampleSplit(only(examples, examples.size()), part(0, seed), part(1, seed));
        }

        private Part part(int half, long seed) {
            return new Part(drawn(repeated.get(half), seed), drawn(fresh.get(half), seed));
        }

        /** Of large groups each gives some of its queries, not one all of them. */
        private Qrels drawn(List<String> queries, long seed) {
            List<String> shuffled = new ArrayList<>(queries);
            Collections.shuffle(shuffled, new Random(seed));
            return only(shuffled, MOST);
        }

        private Qrels only(List<String> queries, int most) {
            Map<String, Map<String, Integer>> some = new LinkedHashMap<>();
            queries.stream().limit(most).forEach(query -> some.put(query, qrels.of(query)));
            return Qrels.of(some);
        }

        private static List<String> shorter(List<List<String>> halves) {
            return halves.get(0).size() <= halves.get(1).size() ? halves.get(0) : halves.get(1);
        }
    }

    /** Returns the queries with a relevant document, those that share documents together. */
    private static List<List<String>> groups(Qrels qrels) {
        List<String> queries = new ArrayList<>();
        List<Set<String>> relevant = new ArrayList<>();
        for (String query : qrels.queries()) {
            Set<String> documents = qrels.relevant(query);
            if (!documents.isEmpty()) {
                queries.add(query);
                relevant.add(documents);
            }
        }
        return DocumentGroups.of(relevant).stream()
                .map(group -> group.stream().map(queries::get).toList())
                .toList();
    }
}
