package io.vizsla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The page on commands says what the commands themselves say: each of them, each option, no other, in the same words. */
class CommandReferenceTest {

    private static final Path ROOT = Path.of(System.getProperty("vizsla.root", "../.."));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `-.*\\|$");

    private final String page = read("docs/reference/cli.md");

    static Stream<Section> commands() {
        return root().subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .flatMap(CommandReferenceTest::withSubcommands)
                .filter(command -> !command.name().equals("help"))
                .map(Section::new);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void describesEachCommand(Section command) {
        String section = section(command.heading());

        assertThat(section).contains(command.spec().usageMessage().description());
        assertThat(rows(section)).containsExactlyInAnyOrderElementsOf(command.rows());
    }

    @Test
    void describesWhatEveryCommandTakes() {
        List<String> rows = root().options().stream().map(Section::row).toList();

        assertThat(rows(section("## Options of every command"))).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void tellsTheExitCodes() {
        root().usageMessage().exitCodeList().forEach((code, meaning) -> assertThat(section("## Exit codes"))
                .contains("| " + code.strip() + " | " + meaning + " |"));
    }

    @Test
    void describesTheOptionsOfStart() {
        List<String> rows = launcherLines("usage_start", "  (-\\S+(?: [A-Z]+)?) +(.*)");

        assertThat(rows).hasSizeGreaterThan(4);
        assertThat(rows(section("### `start`"))).containsExactlyElementsOf(rows);
    }

    @Test
    void tellsTheEnvironment() {
        List<String> rows = launcherLines("usage", "  (VIZSLA_\\w+) +(.*)");

        assertThat(rows).hasSizeGreaterThan(4);
        assertThat(section("## Environment")).contains(rows);
    }

    private static List<String> launcherLines(String function, String line) {
        String script = read("vizsla");
        String from = script.substring(script.indexOf("\n" + function + "() {"));
        String usage = from.substring(0, from.indexOf("\nEND\n"));
        return Pattern.compile("(?m)^" + line + "$")
                .matcher(usage)
                .results()
                .map(found -> "| `" + found.group(1) + "` | " + found.group(2) + " |")
                .toList();
    }

    private String section(String heading) {
        assertThat(page).contains("\n" + heading + "\n");
        String from = page.substring(page.indexOf("\n" + heading + "\n") + heading.length() + 2);
        int next = from.indexOf("\n#");
        return next < 0 ? from : from.substring(0, next);
    }

    private static List<String> rows(String section) {
        return ROW.matcher(section).results().map(MatchResult::group).toList();
    }

    private static CommandSpec root() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return Main.commandLine(new Terminal(nowhere, nowhere, false, 80)).getCommandSpec();
    }

    private static Stream<CommandSpec> withSubcommands(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .flatMap(CommandReferenceTest::withSubcommands));
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    /** What the page must say of a command. */
    private record Section(CommandSpec spec) {

        String heading() {
            return "### `" + words(spec) + "`";
        }

        private static String words(CommandSpec command) {
            CommandSpec parent = command.parent();
            StringBuilder words =
                    new StringBuilder(parent == null || parent.parent() == null ? "" : words(parent) + " ");
            words.append(command.name());
            command.positionalParameters().forEach(one -> words.append(' ').append(label(one)));
            return words.toString();
        }

        List<String> rows() {
            return spec.options().stream()
                    .filter(option -> !option.inherited() && !option.usageHelp() && !option.versionHelp())
                    .map(Section::row)
                    .toList();
        }

        static String row(OptionSpec option) {
            String parameter = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            return "| `" + String.join("`, `", option.names()) + parameter + "` | "
                    + String.join(" ", option.description()) + " |";
        }

        private static String label(PositionalParamSpec parameter) {
            String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
            return parameter.arity().min() == 0 ? "[" + label + "]" : label;
        }

        @Override
        public String toString() {
            return spec.qualifiedName();
        }
    }
}
