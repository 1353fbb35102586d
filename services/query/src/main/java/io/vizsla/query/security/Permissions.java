package io.vizsla.query.security;

import io.vizsla.api.access.Verb;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each address takes. Whatever is not named here takes {@link Verb#ADMIN}, so that nothing that is added is open by
 * oversight. Open are the console's files and what tells that the instance lives, which hold no data.
 */
final class Permissions {

    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> CONSOLE =
            Set.of("index.html", "css", "js", "img", "fonts", "favicon.svg", "favicon.ico");
    private static final Set<String> LIVING = Set.of("health", "openapi", "swagger-ui");
    private static final String API = "v1";
    /** Where newer clients of Cohere send what they want reranked. */
    private static final String SECOND = "v2";

    private static final String RERANK = "rerank";
    /** Only keys for all collections are good for it. */
    private static final String ALL = "*";

    private static final int COLLECTION = 2;
    private static final int BELOW = 3;

    private Permissions() {}

    /**
     * What a call takes.
     *
     * @param verb null if it takes nothing
     * @param collection that it is about; null if it is about none, all, or one that its body names
     */
    record Permission(@Nullable Verb verb, @Nullable String collection) {

        static final Permission NONE = new Permission(null, null);
    }

    /**
     * Returns what a call takes.
     *
     * @param path as it was sent
     */
    static Permission of(String method, String path) {
        List<String> parts = parts(path);
        boolean looks = LOOKING.contains(method);
        if (parts.isEmpty()) {
            return Permission.NONE;
        }
        String first = parts.getFirst();
        String what = parts.size() > 1 ? parts.get(1) : "";
        if (looks && (CONSOLE.contains(first) || first.equals("q") && LIVING.contains(what))) {
            return Permission.NONE;
        }
        if (first.equals("mcp")) {
            // Its tools look at whichever collection they are asked for.
            return new Permission(Verb.READ, ALL);
        }
        if (first.equals("q") && what.equals("metrics")) {
            return new Permission(Verb.READ, null);
        }
        if (first.equals(SECOND) && what.equals(RERANK)) {
            return new Permission(Verb.READ, null);
        }
        return first.equals(API) ? ofApi(what, parts, looks) : new Permission(Verb.ADMIN, null);
    }

    private static Permission ofApi(String what, List<String> parts, boolean looks) {
        return switch (what) {
            case "collections" -> ofCollection(parts, looks);
            case "embeddings", RERANK -> new Permission(Verb.READ, null);
            case "models", "status" -> new Permission(looks ? Verb.READ : Verb.ADMIN, null);
            case "training" -> new Permission(Verb.TRAIN, null);
            default -> new Permission(Verb.ADMIN, null);
        };
    }

    private static Permission ofCollection(List<String> parts, boolean looks) {
        if (parts.size() <= COLLECTION) {
            return new Permission(looks ? Verb.READ : Verb.ADMIN, null);
        }
        String below = parts.size() > BELOW ? parts.get(BELOW) : "";
        Verb verb =
                switch (below) {
                    case "search", "answer" -> Verb.READ;
                    case "documents", "judgements" -> looks ? Verb.READ : Verb.WRITE;
                    case "files", "feedback" -> Verb.WRITE;
                    case "model" -> looks ? Verb.READ : Verb.TRAIN;
                    default -> looks ? Verb.READ : Verb.ADMIN;
                };
        return new Permission(verb, parts.get(COLLECTION));
    }

    /** Returns the names of a path, as it was sent. */
    static List<String> parts(String path) {
        return Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(Permissions::decoded)
                .toList();
    }

    /** A name that is written in another way is the same name; what follows a semicolon is no part of it. */
    private static String decoded(String part) {
        String name = part.contains(";") ? part.substring(0, part.indexOf(';')) : part;
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unreadable) {
            return name;
        }
    }
}
