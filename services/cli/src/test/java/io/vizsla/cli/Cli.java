package io.vizsla.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs commands as a user would, and keeps what they say. */
record Cli(int exitCode, String out, String err) {

    /** Runs a command that writes to a pipe. */
    static Cli run(String... args) {
        return run(false, args);
    }

    /** Runs a command against an instance. */
    static Cli run(FakeInstance instance, String... args) {
        return run(false, against(instance, args));
    }

    /** Runs a command against an instance, as on a terminal. */
    static Cli runOnTerminal(FakeInstance instance, String... args) {
        return run(true, against(instance, args));
    }

    private static Cli run(boolean interactive, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), interactive, 80);
        int exitCode = Main.run(terminal, args);
        return new Cli(exitCode, out.toString(), err.toString());
    }

    private static String[] against(FakeInstance instance, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--url=" + instance.url());
        return all.toArray(String[]::new);
    }
}
