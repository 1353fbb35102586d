package io.vizsla.cli;

import java.util.regex.Pattern;

/** Makes text that comes from documents, file names or servers safe to print: none of it may steer the terminal. */
final class Printable {

    /** Control characters, line separators, and what turns the direction of writing. */
    private static final Pattern STEERING =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private Printable() {}

    /** Returns the text with a blank in place of each such character, so that positions stay. */
    static String of(String text) {
        return STEERING.matcher(text).replaceAll(" ");
    }

    /** Returns text of several lines, which stay lines. */
    static String lines(String text) {
        return String.join("\n", text.lines().map(Printable::of).toList());
    }
}
