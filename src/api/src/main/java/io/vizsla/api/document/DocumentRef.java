package io.vizsla.api.document;

import io.vizsla.api.error.VizslaException;
import java.util.Objects;

/**
 * Names one document of one collection; also the key of its records on the log.
 *
 * @param collection see {@link CollectionName}
 * @param id the sender's own id: 1 to {@value #LONGEST_ID} characters, no control, format or lone surrogate characters
 */
public record DocumentRef(String collection, String id) {

    /** The longest document id, in UTF-16 units. */
    public static final int LONGEST_ID = 512;

    public DocumentRef {
        Objects.requireNonNull(collection, "collection");
        Objects.requireNonNull(id, "id");
        CollectionName.check(collection);
        checkId(id);
    }

    /** Returns the log key, {@code collection/id}. */
    public String key() {
        return collection + "/" + id;
    }

    /**
     * Reads a log key back. The collection ends at the first slash, so an id may hold slashes.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if there is no slash or either part is not valid
     */
    public static DocumentRef parseKey(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            throw VizslaException.invalid("key", key, "collection/documentId");
        }
        return new DocumentRef(key.substring(0, slash), key.substring(slash + 1));
    }

    /**
     * Returns this name if a document of it may be written. A path such as REST's cannot hold the segments {@code .} and {@code ..},
     * which whoever is on the way resolves: such a document could not be read or deleted. Names of what is there already are not
     * checked so, nor are deletions.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if a part between slashes is {@code .} or {@code ..}
     */
    public DocumentRef writable() {
        for (String segment : id.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw VizslaException.invalid("id", id, "without the segments . and ..");
            }
        }
        return this;
    }

    private static void checkId(String id) {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw VizslaException.invalid("id", id, "1 to " + LONGEST_ID + " characters, not blank");
        }
        id.codePoints().forEach(point -> {
            int type = Character.getType(point);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                throw VizslaException.invalid("id", id, "free of control, format and lone surrogate characters");
            }
        });
    }

    @Override
    public String toString() {
        return key();
    }
}
