package io.vizsla.retrieval;

/** One step of a search. Steps are stateless: what they hand on lies in the {@link SearchState}. */
interface Step {

    /** Returns the name that stands in the timings and the explanation. */
    String name();

    /** Reads what the steps before left, and leaves the own result. */
    void run(SearchState state);
}
