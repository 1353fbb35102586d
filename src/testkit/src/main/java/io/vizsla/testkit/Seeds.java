package io.vizsla.testkit;

import java.util.SplittableRandom;

/** Random numbers for tests, whose seed is printed so that a failure can be repeated. */
public final class Seeds {

    /** System property that fixes the seed. */
    public static final String PROPERTY = "vizsla.seed";

    private Seeds() {}

    /** Returns random numbers from the seed that the property gives, else from a new one; prints which. */
    public static SplittableRandom random(String test) {
        Long given = Long.getLong(PROPERTY);
        long seed = given == null ? System.nanoTime() : given;
        System.out.println(test + ": repeat with -D" + PROPERTY + "=" + seed);
        return new SplittableRandom(seed);
    }
}
