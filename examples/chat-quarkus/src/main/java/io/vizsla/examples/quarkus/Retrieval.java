package io.vizsla.examples.quarkus;

import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.langchain4j.NumberedPassages;
import io.vizsla.langchain4j.VizslaContentRetriever;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts a collection of Vizsla behind the assistant, which finds it by its type. */
final class Retrieval {

    private static final int SOURCES = 5;

    private Retrieval() {}

    @Produces
    @ApplicationScoped
    static RetrievalAugmentor augmentor(
            @ConfigProperty(name = "vizsla.url") String url,
            @ConfigProperty(name = "vizsla.collection") String collection) {
        return DefaultRetrievalAugmentor.builder()
                .contentRetriever(new VizslaContentRetriever(VizslaClient.of(url), collection)
                        .searching(SearchRequest.of("").withTopK(SOURCES)))
                .contentInjector(new NumberedPassages())
                .build();
    }
}
