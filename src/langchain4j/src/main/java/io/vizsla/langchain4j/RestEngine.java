package io.vizsla.langchain4j;

import io.vizsla.client.Embeddings;
import io.vizsla.client.EmbeddingsRequest;
import io.vizsla.client.Model;
import io.vizsla.client.Reranked;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.SearchResult;
import io.vizsla.client.VizslaClient;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An instance over REST. */
record RestEngine(VizslaClient client) implements Engine {

    @Override
    public SearchResult search(String collection, SearchRequest request) {
        return client.search(collection, request);
    }

    @Override
    public Embeddings embed(EmbeddingsRequest request) {
        return client.embed(request);
    }

    @Override
    public Reranked rerank(@Nullable String model, String query, List<String> passages) {
        return client.rerank(model, query, passages);
    }

    @Override
    public OptionalInt dimension(String model) {
        return client.models().stream()
                .filter(one -> one.id().equals(model))
                .map(Model::dimension)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
