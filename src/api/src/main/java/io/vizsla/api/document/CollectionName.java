package io.vizsla.api.document;

import io.vizsla.api.error.VizslaException;
import java.util.regex.Pattern;

/** The rule for collection names: they appear in URLs, file names and log keys, so the alphabet is small. */
public final class CollectionName {

    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private CollectionName() {}

    /** Returns whether a name keeps to the rule. */
    public static boolean valid(String name) {
        return VALID.matcher(name).matches();
    }

    /**
     * Returns the name unchanged.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if it breaks the rule
     */
    public static String check(String name) {
        if (!valid(name)) {
            throw VizslaException.invalid(
                    "collection", name, "1 to 63 of a-z, 0-9, '-' and '_', starting with a letter or digit");
        }
        return name;
    }
}
