package io.vizsla.evaluation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Judged queries told apart by whether a document that is relevant to them is relevant to a query of another set too. The
 * sharing ones may gain by what is known of their documents; the others show what becomes of queries about something else.
 *
 * @param sharing judgements of the queries with such a document
 * @param apart judgements of the queries without
 */
public record SharedDocuments(Qrels sharing, Qrels apart) {

    /**
     * Tells queries apart.
     *
     * @param judged the queries in question; both groups keep their order
     * @param others the other set, such as what was learned from
     */
    public static SharedDocuments of(Qrels judged, Qrels others) {
        Set<String> known = new HashSet<>();
        others.queries().forEach(query -> known.addAll(others.relevant(query)));
        Map<String, Map<String, Integer>> sharing = new LinkedHashMap<>();
        Map<String, Map<String, Integer>> apart = new LinkedHashMap<>();
        for (String query : judged.queries()) {
            boolean shares = judged.relevant(query).stream().anyMatch(known::contains);
            (shares ? sharing : apart).put(query, judged.of(query));
        }
        return new SharedDocuments(Qrels.of(sharing), Qrels.of(apart));
    }
}
