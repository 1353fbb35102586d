package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line as a whole: the options that every command takes, and what the commands share. */
@Command(
        name = "./vizsla",
        description = "Search over your own documents, in one process.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage",
            "3:the instance does not answer or is not ready",
            "4:some lines or files were rejected",
            "5:environment: no JDK 25, port taken, data folder in use"
        })
final class Session implements Runnable {

    private static final String DEFAULT_URL = "http://localhost:8080";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The instance to talk to (default: VIZSLA_URL, or else " + DEFAULT_URL + ").")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            scope = ScopeType.INHERIT,
            description = "The key to present, where the instance asks for one (default: VIZSLA_API_KEY).")
    private @Nullable String key;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the answer as JSON.")
    private boolean json;

    private final Terminal terminal;

    Session(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Name a command.");
    }

    Terminal terminal() {
        return terminal;
    }

    boolean json() {
        return json;
    }

    /** Returns the instance that was named by {@code --url}, empty if none was. */
    Optional<String> namedUrl() {
        return Optional.ofNullable(url);
    }

    /** Returns a client of the named instance, or else of the local one. */
    VizslaClient client() {
        String environment = System.getenv("VIZSLA_URL");
        return new VizslaClient(
                namedUrl().orElse(environment == null ? DEFAULT_URL : environment),
                key == null ? System.getenv("VIZSLA_API_KEY") : key);
    }

    /** Returns the folder that holds the data where no option says so: {@code data} beside the launcher. */
    Path defaultDataDir() {
        return Path.of(System.getProperty("vizsla.root", "."))
                .resolve("data")
                .toAbsolutePath()
                .normalize();
    }

    void print(String line) {
        terminal.out().println(line);
    }

    void print(JsonNode answer) {
        terminal.out().println(Json.pretty(answer));
    }

    /** Tells something that is not part of the answer. */
    void tell(String line) {
        terminal.err().println(line);
    }
}
