package io.vizsla.langchain4j;

import io.vizsla.client.Embeddings;
import io.vizsla.client.EmbeddingsRequest;
import io.vizsla.client.Reranked;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.SearchResult;
import io.vizsla.client.VizslaClient;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the retriever and the models of this package ask: an instance over REST ({@link #of}), or the parts of the caller's own process
 * ({@code vizsla-embedded}, which this module does not need). Safe for any number of threads.
 *
 * <p>Every method throws the errors of what answers: {@code VizslaClientException} over REST, {@code VizslaException} in process.
 */
public interface Engine {

    /** Searches a collection. */
    SearchResult search(String collection, SearchRequest request);

    /** Embeds texts, in their order. */
    Embeddings embed(EmbeddingsRequest request);

    /**
     * Orders passages by how well they answer a query.
     *
     * @param model null for the engine's choice
     */
    Reranked rerank(@Nullable String model, String query, List<String> passages);

    /** Returns the dimension of an embedding model, empty if there is none of this name. */
    OptionalInt dimension(String model);

    /** Returns an instance as an engine. */
    static Engine of(VizslaClient client) {
        return new RestEngine(client);
    }
}
