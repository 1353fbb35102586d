package io.vizsla.benchmarks;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Metadata;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.ScoredDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What LangChain4j's standard augmentor finds with a retriever.
 *
 * @param document tells the id of a content's document
 */
record Augmented(ContentRetriever retriever, Function<Content, String> document) {

    /** Returns what is found for a query, best first. */
    List<Content> contents(String query) {
        UserMessage message = UserMessage.from(query);
        return DefaultRetrievalAugmentor.builder()
                .contentRetriever(retriever)
                .build()
                .augment(new AugmentationRequest(message, Metadata.from(message, "me", List.of())))
                .contents();
    }

    /** Returns the run of queries, id to text: of each document its best content counts. */
    Run run(Map<String, String> queries) {
        Run.Builder run = Run.builder();
        queries.forEach((id, text) -> {
            Map<String, ScoredDocument> documents = new LinkedHashMap<>();
            for (Content content : contents(text)) {
                String found = document.apply(content);
                documents.putIfAbsent(found, new ScoredDocument(found, score(content)));
            }
            run.addInOrder(id, List.copyOf(documents.values()));
        });
        return run.build();
    }

    static double score(Content content) {
        return (Double) content.metadata().get(ContentMetadata.SCORE);
    }

    static String id(Content content) {
        return (String) content.metadata().get(ContentMetadata.EMBEDDING_ID);
    }
}
