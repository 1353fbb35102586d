package io.vizsla.refresh.pairs;

import java.util.Optional;

/** Asks questions, as a chat model does. May be called by one thread at a time. */
@FunctionalInterface
public interface Questioner {

    /** Asks nothing, so that questions are made of a frame and rare words. */
    Questioner NONE = passage -> Optional.empty();

    /**
     * Returns a question that the passage answers, in its language; empty if it has none to ask, or is out of reach.
     *
     * @param passage of at most 8,000 characters
     */
    Optional<String> question(String passage);
}
