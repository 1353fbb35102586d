package io.vizsla.cli;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Runs a command. */
public final class Main {

    /** Held, because the logging system forgets loggers that nobody holds. */
    private static final Logger LIBRARIES = Logger.getLogger("");

    private Main() {}

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] args) {
        StopSignals.take();
        LIBRARIES.setLevel(Level.WARNING);
        System.exit(run(Terminal.system(), args));
    }

    /** Runs a command and returns its exit code. */
    static int run(Terminal terminal, String... args) {
        int exitCode = commandLine(terminal).execute(args);
        boolean unwritten = terminal.out().checkError() && !terminal.readerLeft();
        if (unwritten && exitCode == ExitCode.OK) {
            terminal.err().println("The answer could not be written.");
            exitCode = ExitCode.FAILED;
        }
        terminal.err().flush();
        return exitCode;
    }

    static CommandLine commandLine(Terminal terminal) {
        Session session = new Session(terminal);
        CommandLine root = new CommandLine(session);
        Commands.all(session).forEach(root::addSubcommand);
        root.addSubcommand(new CommandLine.HelpCommand());
        return root.setOut(terminal.out())
                .setErr(terminal.err())
                .setUsageHelpWidth(terminal.width())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.interactive() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAllowSubcommandsAsOptionParameters(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(session, failure, parsed));
    }

    private static int report(Session session, Exception failure, ParseResult parsed) {
        if (StopSignals.stopping()) {
            return ExitCode.FAILED;
        }
        return switch (failure) {
            case CliException known -> {
                session.tell(message(session, known));
                yield known.exitCode();
            }
            case VizslaException known -> {
                session.tell(session.terminal().red(Printable.lines(known.detail())));
                yield known.code() == ErrorCode.INVALID_ARGUMENT ? ExitCode.USAGE : ExitCode.FAILED;
            }
            default -> {
                // A defect: the trace is for whoever mends it.
                LIBRARIES.log(Level.FINE, "The command broke", failure);
                session.tell(session.terminal().red(Printable.of("The command broke: " + failure)));
                yield ExitCode.FAILED;
            }
        };
    }

    private static String message(Session session, CliException failure) {
        if (session.json() && failure.problem().isPresent()) {
            return Json.pretty(failure.problem().get());
        }
        return session.terminal().red(Printable.lines(String.valueOf(failure.getMessage())));
    }
}
