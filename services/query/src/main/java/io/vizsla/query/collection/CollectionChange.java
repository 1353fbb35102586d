package io.vizsla.query.collection;

import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Purpose;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants a collection to be; null leaves a part as it is, or at its default in a new collection.
 *
 * @param dimension of the vectors; the model's own or what it may be cut to
 * @param tasks all named instructions, in place of those that are there
 * @param defaultTask empty for none
 */
public record CollectionChange(
        @Nullable String model,
        @Nullable Integer dimension,
        @Nullable String language,
        @Nullable Integer maxTokens,
        @Nullable Integer overlap,
        @Nullable Map<String, FieldType> fields,
        @Nullable Purpose purpose,
        @Nullable Map<String, String> tasks,
        @Nullable String defaultTask,
        @Nullable Map<String, @Nullable Object> pipeline) {

    /** Leaves everything at its default. */
    public static final CollectionChange NONE =
            new CollectionChange(null, null, null, null, null, null, null, null, null, null);

    /** Returns the change to another model, which leaves all else as it is. */
    public static CollectionChange ofModel(String model) {
        return new CollectionChange(model, null, null, null, null, null, null, null, null, null);
    }
}
