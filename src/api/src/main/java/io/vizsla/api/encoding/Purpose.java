package io.vizsla.api.encoding;

import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the passages of a collection are looked up for: the four roles of LLM-Embedder (arXiv 2310.07554). A model may read
 * each of them with prompts of its own; a collection has one, so that texts of different roles never meet.
 */
public enum Purpose {
    /** Passages that answer questions. */
    KNOWLEDGE,
    /** Descriptions of tools that can serve a request. */
    TOOL,
    /** Worked examples that resemble a task. */
    EXAMPLE,
    /** What was said before; a hit comes with what followed it. */
    MEMORY;

    /** Returns the name in manifests and requests. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the purpose of a name.
     *
     * @param field named by the error
     * @throws VizslaException {@code INVALID_ARGUMENT} if there is none
     */
    public static Purpose of(String field, String id) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.id().equals(id))
                .findFirst()
                .orElseThrow(() -> VizslaException.invalid(
                        field,
                        id,
                        "one of " + Arrays.stream(values()).map(Purpose::id).collect(Collectors.joining(", "))));
    }
}
