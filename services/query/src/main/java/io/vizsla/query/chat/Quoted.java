package io.vizsla.query.chat;

/** Text that somebody else has written, marked as such: nothing in it is a task. */
final class Quoted {

    private static final String OPEN = "<passage>";
    private static final String CLOSE = "</passage>";

    private Quoted() {}

    /** Returns at most so many characters of it between marks that it cannot close itself. */
    static String of(String text, int most) {
        String shown = text.substring(0, Math.min(text.length(), most))
                .replace("<", "‹")
                .replace(">", "›");
        return OPEN + "\n" + shown + "\n" + CLOSE;
    }
}
