package io.vizsla.api.passage;

import io.vizsla.api.document.CollectionName;
import io.vizsla.api.error.VizslaException;
import java.util.regex.Pattern;

/**
 * The rule for names of physical indexes. A collection's first index bears its name; one that was built to take its place is
 * told from it by a number, {@code papers@1}, which no collection's name can hold.
 */
public final class IndexName {

    private static final Pattern GENERATION = Pattern.compile("[1-9][0-9]{0,8}");
    private static final char MARK = '@';

    private IndexName() {}

    /**
     * Returns the name of a collection's index.
     *
     * @param generation 0 for the first one
     */
    public static String of(String collection, int generation) {
        return generation == 0 ? CollectionName.check(collection) : check(collection + MARK + generation);
    }

    /** Returns whether a name keeps to the rule. */
    public static boolean valid(String name) {
        int mark = name.indexOf(MARK);
        return mark < 0
                ? CollectionName.valid(name)
                : CollectionName.valid(name.substring(0, mark))
                        && GENERATION.matcher(name.substring(mark + 1)).matches();
    }

    /**
     * Returns the name unchanged.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if it breaks the rule
     */
    public static String check(String name) {
        if (!valid(name)) {
            throw VizslaException.invalid(
                    "index", name, "the name of a collection, or that with @ and a number behind it");
        }
        return name;
    }

    /** Returns the collection that an index of this name belongs to. */
    public static String collection(String name) {
        int mark = name.indexOf(MARK);
        return mark < 0 ? name : name.substring(0, mark);
    }
}
