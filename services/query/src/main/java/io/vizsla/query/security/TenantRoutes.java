package io.vizsla.query.security;

import java.util.List;

/**
 * Which addresses are open to callers that are good for one tenant's documents: those that look at single documents, or at none.
 * Whatever is not named here is closed to them, so that nothing that is added shows one tenant another's by oversight.
 */
final class TenantRoutes {

    private static final int COLLECTION_PARTS = 4;
    private static final int BELOW = 3;

    private TenantRoutes() {}

    /**
     * Returns whether an address is.
     *
     * @param path as it was sent
     */
    static boolean isOpen(String method, String path) {
        List<String> parts = Permissions.parts(path);
        String what = parts.size() > 1 ? parts.get(1) : "";
        return switch (parts.isEmpty() ? "" : parts.getFirst()) {
            case "v1" -> what.equals("collections") ? isOpen(method, parts) : ofNoDocuments(method, what);
            case "v2" -> what.equals("rerank");
            default -> false;
        };
    }

    private static boolean ofNoDocuments(String method, String what) {
        return switch (what) {
            case "embeddings", "rerank" -> true;
            case "models" -> method.equals("GET");
            default -> false;
        };
    }

    private static boolean isOpen(String method, List<String> parts) {
        if (parts.size() < COLLECTION_PARTS) {
            return false;
        }
        boolean isWhole = parts.size() == COLLECTION_PARTS;
        return switch (parts.get(BELOW)) {
            case "search", "answer", "files" -> isWhole && method.equals("POST");
            case "documents" -> true;
            default -> false;
        };
    }
}
