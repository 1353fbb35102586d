package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a command with a message for the user and an exit code. */
final class CliException extends RuntimeException {

    private final int exitCode;
    private final transient @Nullable JsonNode problem;

    CliException(int exitCode, String message) {
        this(exitCode, message, null, null);
    }

    CliException(int exitCode, String message, @Nullable JsonNode problem, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.problem = problem;
    }

    int exitCode() {
        return exitCode;
    }

    /** Returns the problem document that the instance answered with, if it did. */
    Optional<JsonNode> problem() {
        return Optional.ofNullable(problem);
    }

    /** Returns the stable code of the problem, empty if there is none. */
    String code() {
        return problem == null ? "" : problem.path("code").asText();
    }
}
