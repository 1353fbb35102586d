package io.vizsla.api.document;

import java.util.regex.Pattern;

/**
 * The rule by which documents of several tenants share a collection: a document's id begins with the tenant that it belongs to
 * and a slash. So ids of two tenants are never the same, and an id alone tells whose the document is, whether it is there or not.
 */
public final class Tenants {

    /** What a tenant's name may be, in words. */
    public static final String NAMES = "1 to 63 letters, digits, '.', '_' and '-', beginning with a letter or digit";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final String END = "/";

    private Tenants() {}

    /** Returns whether a tenant may be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Returns what the ids of a tenant's documents begin with. */
    public static String prefix(String tenant) {
        return tenant + END;
    }

    /** Returns whether a document of this id is the tenant's. */
    public static boolean owns(String tenant, String documentId) {
        String prefix = prefix(tenant);
        return documentId.startsWith(prefix) && documentId.length() > prefix.length();
    }
}
