package io.vizsla.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document of a BEIR corpus.
 *
 * @param id from {@code _id}, never blank
 * @param title empty if it has none
 * @param text may be empty
 * @param metadata JSON values; empty if it has none
 */
public record BeirDocument(String id, String title, String text, Map<String, @Nullable Object> metadata) {

    public BeirDocument {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
