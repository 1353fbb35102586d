package io.vizsla.refresh.job;

import java.util.List;

/**
 * What mining found for a query, by document: kept beside the run, so that whoever wonders what a model learned can look.
 *
 * @param query its id
 * @param negatives documents of the passages that are hardest to tell apart from relevant ones, and of some at random
 * @param suspected documents of those that may be relevant themselves
 */
public record MinedQuery(String query, List<String> negatives, List<String> suspected) {

    public MinedQuery {
        negatives = List.copyOf(negatives);
        suspected = List.copyOf(suspected);
    }
}
