package io.vizsla.evaluation;

import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a search returned for each of a set of queries. Immutable; queries keep the order in which they were added.
 *
 * <p>The documents of a query stand in the order of trec_eval: by score, highest first, and equal scores by document id,
 * descending. trec_eval holds scores in single precision, and so does the comparison here: what is printed from a run is
 * what trec_eval prints for the file written from it.
 */
public final class Run {

    private static final Comparator<ScoredDocument> TREC_ORDER = Comparator.comparing(
                    (ScoredDocument document) -> (float) document.score())
            .thenComparing(ScoredDocument::id)
            .reversed();

    private final Map<String, List<ScoredDocument>> rankings;

    private Run(Map<String, List<ScoredDocument>> rankings) {
        this.rankings = Collections.unmodifiableMap(new LinkedHashMap<>(rankings));
    }

    /** Returns a builder without queries. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the ids of the queries for which something was returned. */
    public Set<String> queries() {
        return rankings.keySet();
    }

    /** Returns the documents of a query, best first; empty if nothing was returned for it. */
    public List<ScoredDocument> of(String query) {
        return rankings.getOrDefault(query, List.of());
    }

    /** Collects a run. Not safe for several threads. */
    public static final class Builder {

        private final Map<String, List<ScoredDocument>> rankings = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds what was returned for a query, in any order; an empty list adds nothing.
         *
         * @throws VizslaException {@code INVALID_ARGUMENT} if the query was added before or a document stands twice
         */
        public Builder add(String query, List<ScoredDocument> documents) {
            if (documents.isEmpty()) {
                return this;
            }
            checkDistinct(query, documents);
            if (rankings.putIfAbsent(query, sorted(documents)) != null) {
                throw VizslaException.invalid("query", query, "added once");
            }
            return this;
        }

        /**
         * As {@link #add} for a list that is in order, best first, and shall stay so: where a score is not below the one
         * before it in single precision, the next lower number stands in its place.
         */
        public Builder addInOrder(String query, List<ScoredDocument> bestFirst) {
            List<ScoredDocument> strict = new ArrayList<>(bestFirst.size());
            float ceiling = Float.POSITIVE_INFINITY;
            for (ScoredDocument document : bestFirst) {
                boolean kept = (float) document.score() < ceiling;
                ceiling = kept ? (float) document.score() : Math.nextDown(ceiling);
                strict.add(kept ? document : new ScoredDocument(document.id(), ceiling));
            }
            return add(query, strict);
        }

        /** Returns the run. */
        public Run build() {
            return new Run(rankings);
        }

        private static List<ScoredDocument> sorted(List<ScoredDocument> documents) {
            List<ScoredDocument> sorted = new ArrayList<>(documents);
            sorted.sort(TREC_ORDER);
            return Collections.unmodifiableList(sorted);
        }

        private static void checkDistinct(String query, List<ScoredDocument> documents) {
            Set<String> seen = new HashSet<>();
            for (ScoredDocument document : documents) {
                if (!seen.add(document.id())) {
                    throw VizslaException.invalid("document", document.id(), "returned once for query " + query);
                }
            }
        }
    }
}
