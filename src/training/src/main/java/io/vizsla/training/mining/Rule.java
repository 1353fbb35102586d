package io.vizsla.training.mining;

/** Why a candidate was taken or left, in the order in which the rules are asked. */
public enum Rule {
    /** It is judged relevant. */
    RELEVANT("judged relevant"),
    /** Its score is not a number. */
    NO_SCORE("without a score"),
    /** It is nearly the same text as a relevant passage. */
    COPY("a near copy of a relevant passage"),
    /** It scores above the ceiling, so that it may be relevant. */
    ABOVE_MARGIN("scoring too near to the relevant passage"),
    /** Its rank is better than the first that may be taken, or worse than the last. */
    OUTSIDE_WINDOW("outside of the ranks"),
    /** Enough were taken before it. */
    NOT_NEEDED("not needed"),
    /** Taken as a hard negative. */
    TAKEN("taken"),
    /** Taken at random from all passages. */
    RANDOM("taken at random");

    private final String words;

    Rule(String words) {
        this.words = words;
    }

    /** Returns what a report says. */
    public String words() {
        return words;
    }

    /** Tells whether the rule suspects a candidate of being relevant. */
    boolean isSuspicion() {
        return this == COPY || this == ABOVE_MARGIN;
    }
}
