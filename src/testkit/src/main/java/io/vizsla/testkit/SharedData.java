package io.vizsla.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the data sets that are too large for the repository: in the folder that the system property or the environment
 * variable {@value #VARIABLE} names, else in {@code ../shared/data} beside the repository.
 */
public final class SharedData {

    /** System property and environment variable that name the folder. */
    public static final String VARIABLE = "VIZSLA_SHARED_DATA";

    private SharedData() {}

    /**
     * Returns the path of a file or folder of the shared data; where it is absent the calling test is skipped with a
     * message that says what is missing.
     *
     * @param relative such as {@code scifact/corpus.jsonl}
     */
    public static Path require(String relative) {
        Path path = root().resolve(relative);
        Assumptions.assumeTrue(
                Files.exists(path), () -> "skipped: needs " + path + "; set " + VARIABLE + " to the data folder");
        return path;
    }

    /** Returns the path of a file or folder of the shared data, empty where it is absent. */
    public static Optional<Path> find(String relative) {
        return Optional.of(root().resolve(relative)).filter(Files::exists);
    }

    private static Path root() {
        String named = firstSet(System.getProperty(VARIABLE), System.getenv(VARIABLE));
        if (named != null) {
            return Path.of(named);
        }
        Path repository = Path.of(System.getProperty("vizsla.root", "")).toAbsolutePath();
        return repository.resolve("../shared/data").normalize();
    }

    private static @Nullable String firstSet(@Nullable String property, @Nullable String variable) {
        if (property != null && !property.isBlank()) {
            return property;
        }
        return variable == null || variable.isBlank() ? null : variable;
    }
}
