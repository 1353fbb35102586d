package io.vizsla.examples.plain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers the question of the command line, or each line of the standard input. */
public final class Main {

    private Main() {}

    /** Asks. */
    public static void main(String[] words) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (words.length > 0) {
            run(Settings.of(System.getenv()), out, List.of(String.join(" ", words)));
            return;
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        run(Settings.of(System.getenv()), out, lines.lines()::iterator);
    }

    /** Asks one question after the other, in one conversation. */
    public static void run(Settings settings, PrintStream out, Iterable<String> questions) {
        Chat chat = new Chat(settings, out);
        for (String question : questions) {
            if (!question.isBlank()) {
                chat.ask(question);
            }
        }
    }
}
