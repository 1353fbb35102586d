package io.vizsla.api.access;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do, and to which collections. Both may be empty: then it is nothing.
 *
 * @param verbs that are allowed
 * @param collections it is good for: names, or the beginning of names with {@code *} behind it
 * @param tenant whose documents it is good for, by the rule of {@link io.vizsla.api.document.Tenants}; null for everybody's
 */
public record Grant(
        Set<Verb> verbs, Set<String> collections, @Nullable String tenant) {

    private static final String ALL = "*";
    private static final Pattern COLLECTION = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}\\*?|\\*");

    public Grant {
        verbs = Set.copyOf(verbs);
        collections = Set.copyOf(collections);
    }

    /** Allows it with everybody's documents. */
    public Grant(Set<Verb> verbs, Set<String> collections) {
        this(verbs, collections, null);
    }

    /** Returns whether something can stand in {@code collections} and mean one. */
    public static boolean isCollections(String name) {
        return COLLECTION.matcher(name).matches();
    }

    /** Returns whether this may be done at all, to whatever. */
    public boolean may(Verb verb) {
        return verbs.contains(verb) || verbs.contains(Verb.ADMIN);
    }

    /** Returns whether it is good for a collection, be it there or not. */
    public boolean reaches(String collection) {
        return collections.stream()
                .anyMatch(one -> one.endsWith(ALL)
                        ? collection.startsWith(one.substring(0, one.length() - 1))
                        : one.equals(collection));
    }

    /** Returns whether it is good for all collections, also those to come. */
    public boolean reachesAll() {
        return collections.contains(ALL);
    }
}
