package io.vizsla.examples.plain;

import java.util.regex.Pattern;

/** Makes what documents and models say safe to print: none of it may steer the terminal. */
final class Printable {

    /** Control characters, and what turns the direction of writing; lines and tabs may stay. */
    private static final Pattern STEERING =
            Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");

    private static final Pattern BREAKS = Pattern.compile("[\\n\\t\\u2028\\u2029]+");

    private Printable() {}

    static String text(String text) {
        return STEERING.matcher(text).replaceAll("");
    }

    /** Returns a text that is one line. */
    static String line(String text) {
        return BREAKS.matcher(text(text)).replaceAll(" ");
    }
}
