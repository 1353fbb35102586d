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

    /** Asks, and ends with the status 1 if nothing was answered. */
    public static void main(String[] words) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Iterable<String> questions = words.length > 0 ? List.of(String.join(" ", words)) : lines.lines()::iterator;
        if (!run(Settings.of(System.getenv()), out, errors, questions)) {
            System.exit(1);
        }
    }

    /**
     * Asks one question after the other, in one conversation; one that fails is told of, and the next one is asked.
     *
     * @return false if questions were asked and all of them failed
     */
    public static boolean run(Settings settings, PrintStream out, PrintStream errors, Iterable<String> questions) {
        Chat chat = new Chat(settings, out);
        int answered = 0;
        int failed = 0;
        for (String question : questions) {
            if (question.isBlank()) {
                continue;
            }
            try {
                chat.ask(question);
                answered++;
            } catch (RuntimeException noAnswer) {
                errors.println(Printable.line(String.valueOf(noAnswer.getMessage())));
                failed++;
            }
        }
        return answered > 0 || failed == 0;
    }
}
