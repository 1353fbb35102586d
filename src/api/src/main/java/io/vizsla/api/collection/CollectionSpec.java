package io.vizsla.api.collection;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.passage.IndexName;
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
 * @param generation of the index that serves: how often one was begun that was to take its place, 0 for the first
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
        Map<String, @Nullable Object> pipeline,
        int generation) {

    public CollectionSpec {
        IndexName.of(name, generation);
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
        this(name, model, dimension, language, cutting, fields, purpose, tasks, QueryModels.NONE, pipeline, 0);
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
        return with(newDimension, queryModels, generation);
    }

    /** Returns a copy whose queries these models read; documents that are indexed stay right. */
    public CollectionSpec withQueryModels(QueryModels newQueryModels) {
        return with(dimension, newQueryModels, generation);
    }

    /** Returns a copy that is served by an index of another generation. */
    public CollectionSpec withGeneration(int newGeneration) {
        return with(dimension, queryModels, newGeneration);
    }

    private CollectionSpec with(@Nullable Integer newDimension, QueryModels newQueryModels, int newGeneration) {
        return new CollectionSpec(
                name,
                model,
                newDimension,
                language,
                cutting,
                fields,
                purpose,
                tasks,
                newQueryModels,
                pipeline,
                newGeneration);
    }

    /**
     * Returns this collection served by the index of another description of it: with all of that which decides what documents
     * become, and its models for queries, unless its own ones serve the same space.
     */
    public CollectionSpec servedBy(CollectionSpec other) {
        boolean sameSpace = model.equals(other.model) && purpose == other.purpose;
        return new CollectionSpec(
                name,
                other.model,
                other.dimension,
                other.language,
                other.cutting,
                other.fields,
                other.purpose,
                tasks,
                sameSpace ? queryModels : other.queryModels,
                pipeline,
                other.generation);
    }

    /** Returns the name of the index that serves. */
    public String indexName() {
        return IndexName.of(name, generation);
    }

    /** Returns the name of the model that reads queries. */
    public String queryModel() {
        return queryModels.serving(model);
    }

    /** Returns whether documents indexed under the other spec are right under this one too. */
    public boolean indexesLike(CollectionSpec other) {
        return generation == other.generation
                && model.equals(other.model)
                && Objects.equals(dimension, other.dimension)
                && language.equals(other.language)
                && cutting.equals(other.cutting)
                && fields.equals(other.fields)
                && purpose == other.purpose;
    }
}
