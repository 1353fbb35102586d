package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/**
 * A list that an instance gives page by page.
 *
 * @param path of the list, which may have a query already
 * @param field of a page that holds its part of the list
 */
record Pages(VizslaClient client, String path, String field) {

    private static final int PAGE = 500;

    /** Calls back with every item, {@code limit} at most. */
    void forEach(int limit, Consumer<JsonNode> consumer) {
        String after = "";
        int left = limit;
        while (left > 0) {
            JsonNode page = client.get(pagePath(after, Math.min(left, PAGE)));
            page.path(field).forEach(consumer);
            left -= page.path(field).size();
            if (!page.hasNonNull("next")) {
                return;
            }
            after = page.get("next").asText();
        }
    }

    private String pagePath(String after, int size) {
        String limited = path + (path.contains("?") ? "&" : "?") + "limit=" + size;
        return after.isEmpty() ? limited : limited + "&after=" + VizslaClient.encoded(after);
    }

    /**
     * Returns a limit that was given.
     *
     * @throws CliException with {@link ExitCode#USAGE} if it is below 1
     */
    static int checkedLimit(int limit) {
        if (limit < 1) {
            throw new CliException(ExitCode.USAGE, "--limit = " + limit + " is not valid: must be at least 1");
        }
        return limit;
    }
}
