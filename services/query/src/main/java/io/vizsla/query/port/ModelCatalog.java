package io.vizsla.query.port;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.QuerySide;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models that this instance can run. Safe for any number of threads. */
public interface ModelCatalog {

    /** Returns what is known of every model, in name order. */
    List<ModelInfo> list();

    /**
     * Returns an embedding model, opening it if need be; nobody closes it here.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL} if there is none of this name
     */
    Encoder encoder(String name);

    /**
     * Returns the encoder of a collection, opening its models if need be: its own model, and for queries the one that it
     * names. Vectors are as long as the model makes them; nobody closes it here.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL}, {@code INVALID_MODEL}; {@code CONFLICT} naming both spaces if its model
     *     for queries does not serve the space of its documents
     */
    Encoder encoder(CollectionSpec collection);

    /**
     * Returns whose passages a model's queries serve, without opening it; empty if its own.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL} if there is none of this name; {@code INVALID_MODEL} if it is broken
     */
    Optional<QuerySide> querySide(String model);

    /**
     * Returns a cross-encoder.
     *
     * @param name null for the configured one
     * @return empty if none of this name is there, or none is configured
     */
    Optional<CrossEncoder> crossEncoder(@Nullable String name);

    /**
     * What is known of a model without opening it.
     *
     * @param kind {@code embedding} or {@code reranker}
     * @param space that it writes into, null for rerankers
     * @param dimension of its vectors, null for rerankers
     * @param truncations dimensions that its vectors may be cut to, null for rerankers
     */
    record ModelInfo(
            String name,
            String version,
            String kind,
            @Nullable String space,
            @Nullable Integer dimension,
            @Nullable List<Integer> truncations,
            int maxTokens,
            String language) {}
}
