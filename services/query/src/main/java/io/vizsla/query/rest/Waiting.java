package io.vizsla.query.rest;

import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code wait=indexed&timeout=30s}. */
final class Waiting {

    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Waiting() {}

    /** Returns how long to wait, empty if the request does not ask to. */
    static Optional<Duration> of(@Nullable String wait, @Nullable String timeout, LimitsConfig limits) {
        Duration longest = timeout == null ? limits.defaultWait() : duration("timeout", timeout);
        if (longest.isZero() || longest.compareTo(limits.longestWait()) > 0) {
            throw bad(timeout, limits);
        }
        if (wait == null) {
            return Optional.empty();
        }
        if (!wait.equals("indexed")) {
            throw VizslaException.invalid("wait", wait, "indexed, or left out");
        }
        return Optional.of(longest);
    }

    /**
     * Reads a time such as {@code 500ms}, {@code 30s}, {@code 5m} or {@code 1h}.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the field
     */
    static Duration duration(String field, String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw VizslaException.invalid(field, text, "a time such as 500ms, 30s, 5m or 1h");
        }
        long count = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private static VizslaException bad(@Nullable String timeout, LimitsConfig limits) {
        return VizslaException.invalid(
                "timeout",
                timeout,
                "above 0 and at most " + limits.longestWait().toSeconds() + "s");
    }
}
