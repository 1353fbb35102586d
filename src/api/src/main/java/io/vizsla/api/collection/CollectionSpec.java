package io.vizsla.api.collection;

import io.vizsla.api.document.CollectionName;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Purpose;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A collection as its owner defined it.
 *
 * @param model the name of the embedding model
 * @param dimension that the model's dense vectors are cut to; null for the model's own
 * @param language BCP 47 language of the documents
 * @param fields what can be filtered on
 * @param purpose what its passages are looked up for; decides which prompts of the model are used
 * @param tasks what its queries may be for
 * @param queryModels which models read its queries, where that is not {@code model}
 * @param pipeline the query pipeline's settings as JSON values; empty for the defaults
 */
public record CollectionSpec(
        String name,
        String model,
        @Nullable Integer dimension,
        String language,
        Cutting cutting,
        FieldSchema fields,
        Purpose purpose,
        Tasks tasks,
        QueryModels queryModels,
        Map<String, @Nullable Object> pipeline) {

    public CollectionSpec {
        CollectionName.check(name);
        pipeline = Collections.unmodifiableMap(new LinkedHashMap<>(pipeline));
    }

    /** Describes a collection whose model reads its queries too. */
    public CollectionSpec(
            String name,
            String model,
            @Nullable Integer dimension,
            String language,
            Cutting cutting,
            FieldSchema fields,
            Purpose purpose,
            Tasks tasks,
            Map<String, @Nullable Object> pipeline) {
        this(name, model, dimension, language, cutting, fields, purpose, tasks, QueryModels.NONE, pipeline);
    }

    /** Describes a collection whose vectors are as long as the model makes them. */
    public CollectionSpec(
            String name,
            String model,
            String language,
            Cutting cutting,
            FieldSchema fields,
            Purpose purpose,
            Tasks tasks,
            Map<String, @Nullable Object> pipeline) {
        this(name, model, null, language, cutting, fields, purpose, tasks, pipeline);
    }

    /** Describes a collection of knowledge without tasks. */
    public CollectionSpec(
            String name,
            String model,
            String language,
            Cutting cutting,
            FieldSchema fields,
            Map<String, @Nullable Object> pipeline) {
        this(name, model, language, cutting, fields, Purpose.KNOWLEDGE, Tasks.NONE, pipeline);
    }

    /** Returns a copy whose vectors are cut to a dimension, null for the model's own. */
    public CollectionSpec withDimension(@Nullable Integer newDimension) {
        return with(newDimension, queryModels);
    }

    /** Returns a copy whose queries these models read; documents that are indexed stay right. */
    public CollectionSpec withQueryModels(QueryModels newQueryModels) {
        return with(dimension, newQueryModels);
    }

    private CollectionSpec with(@Nullable Integer newDimension, QueryModels newQueryModels) {
        return new CollectionSpec(
                name, model, newDimension, language, cutting, fields, purpose, tasks, newQueryModels, pipeline);
    }

    /** Returns the name of the model that reads queries. */
    public String queryModel() {
        return queryModels.serving(model);
    }

    /** Returns whether documents indexed under the other spec are right under this one too. */
    public boolean indexesLike(CollectionSpec other) {
        return model.equals(other.model)
                && Objects.equals(dimension, other.dimension)
                && language.equals(other.language)
                && cutting.equals(other.cutting)
                && fields.equals(other.fields)
                && purpose == other.purpose;
    }
}
