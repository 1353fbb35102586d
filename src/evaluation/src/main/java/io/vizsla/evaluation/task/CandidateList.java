package io.vizsla.evaluation.task;

import java.util.List;

/** A query and the texts that are to be put into order. */
public record CandidateList(String query, List<Candidate> candidates) {

    public CandidateList {
        candidates = List.copyOf(candidates);
    }

    /** A text and whether it answers the query. */
    public record Candidate(String text, boolean relevant) {}

    /** Returns whether there is anything to get right: both relevant candidates and others. */
    boolean telling() {
        return candidates.stream().map(Candidate::relevant).distinct().count() == 2;
    }
}
