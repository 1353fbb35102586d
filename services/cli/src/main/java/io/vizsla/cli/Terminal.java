package io.vizsla.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;

/**
 * Where a command writes: answers to {@code out}, everything else to {@code err}. Only an interactive terminal gets
 * colors and progress bars.
 *
 * @param width in columns
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, int width) {

    private static final int DEFAULT_WIDTH = 100;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 120;

    /** Returns the terminal of this process. Text is written in UTF-8 whatever the locale says. */
    static Terminal system() {
        return new Terminal(writer(FileDescriptor.out), writer(FileDescriptor.err), isTerminal(), systemWidth());
    }

    /** Returns whether nobody reads the answer any more. */
    boolean readerLeft() {
        return out instanceof AnswerWriter answer && answer.readerLeft();
    }

    String bold(String text) {
        return styled("1", text);
    }

    String faint(String text) {
        return styled("2", text);
    }

    String green(String text) {
        return styled("32", text);
    }

    String yellow(String text) {
        return styled("33", text);
    }

    String red(String text) {
        return styled("31", text);
    }

    private String styled(String code, String text) {
        return interactive && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new AnswerWriter(new FileOutputStream(descriptor));
    }

    private static boolean isTerminal() {
        Console console = System.console();
        return console != null
                && console.isTerminal()
                && System.getenv("NO_COLOR") == null
                && !"dumb".equals(System.getenv("TERM"));
    }

    private static int systemWidth() {
        String columns = System.getenv("COLUMNS");
        boolean known = columns != null && columns.matches("[0-9]{1,4}");
        return known ? Math.clamp(Integer.parseInt(columns), NARROWEST, WIDEST) : DEFAULT_WIDTH;
    }
}
