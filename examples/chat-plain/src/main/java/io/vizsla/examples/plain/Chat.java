package io.vizsla.examples.plain;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.service.AiServices;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.langchain4j.Citations;
import io.vizsla.langchain4j.CitedAnswer;
import io.vizsla.langchain4j.NumberedPassages;
import io.vizsla.langchain4j.VizslaContentRetriever;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Answers questions from a collection, piece by piece, with the sources that it cites below. */
final class Chat {

    private static final int SOURCES = 5;
    private static final int REMEMBERED = 20;

    private final Assistant assistant;
    private final PrintStream out;
    private volatile CitedAnswer answer = new CitedAnswer(List.of());
    private volatile boolean begun;

    /** Talks to these; nothing is sent yet. */
    Chat(Settings settings, PrintStream out) {
        ContentRetriever retriever = new VizslaContentRetriever(
                        VizslaClient.of(settings.vizslaUrl()), settings.collection())
                .searching(SearchRequest.of("").withTopK(SOURCES));
        this.assistant = AiServices.builder(Assistant.class)
                .streamingChatModel(OpenAiStreamingChatModel.builder()
                        .baseUrl(settings.chatUrl())
                        .apiKey(settings.chatKey())
                        .modelName(settings.chatModel())
                        .build())
                .retrievalAugmentor(DefaultRetrievalAugmentor.builder()
                        .contentRetriever(retriever)
                        .contentInjector(new NumberedPassages())
                        .build())
                .chatMemory(MessageWindowChatMemory.withMaxMessages(REMEMBERED))
                // Of what was found before, the numbers mean something else by now.
                .storeRetrievedContentInChatMemory(false)
                .build();
        this.out = out;
    }

    /**
     * Asks, and returns once the whole answer stands there.
     *
     * @throws RuntimeException if there is none, or none as far as its end; what was said until then has a line of its own
     */
    void ask(String question) {
        answer = new CitedAnswer(List.of());
        begun = false;
        CompletableFuture<Void> ended = new CompletableFuture<>();
        assistant
                .answer(question)
                .onRetrieved(sources -> answer = new CitedAnswer(sources))
                .onPartialResponse(piece -> print(answer.take(Printable.text(piece))))
                .onCompleteResponse(whole -> ended.complete(null))
                .onError(ended::completeExceptionally)
                .start();
        try {
            ended.join();
        } catch (CompletionException failed) {
            if (begun) {
                out.println();
            }
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IllegalStateException("no answer: " + cause.getMessage(), cause);
        }
        print(answer.rest());
        out.println();
        answer.cited().forEach(this::tell);
    }

    private void print(String words) {
        begun = true;
        out.print(words);
        out.flush();
    }

    private void tell(int number, Content source) {
        Metadata metadata = source.textSegment().metadata();
        String title = metadata.getString(Citations.TITLE);
        String document = Objects.requireNonNull(metadata.getString(Citations.DOCUMENT_ID));
        out.println("  [" + number + "] " + Printable.line(title == null ? document : title + " (" + document + ")"));
    }
}
