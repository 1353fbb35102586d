package io.vizsla.examples.quarkus;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Streams answers as server-sent events: the words as they come, then the sources that they cite. */
@Path("/chat")
public class ChatResource {

    private final Assistant assistant;

    ChatResource(Assistant assistant) {
        this.assistant = assistant;
    }

    /**
     * Answers a question.
     *
     * @param conversation whose earlier questions and answers the model is told
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    public Multi<Said> chat(@RestQuery @Nullable String question, @RestQuery @Nullable String conversation) {
        if (question == null || question.isBlank()) {
            throw new BadRequestException("question = " + question + " is not valid: must be a sentence or some words");
        }
        Telling telling = new Telling();
        return assistant
                .answer(conversation == null ? "" : conversation, question)
                .onItem()
                .transformToMultiAndConcatenate(telling::said)
                .onCompletion()
                .continueWith(telling::ended)
                .onFailure()
                .recoverWithItem(failure -> Said.error("no answer: " + failure.getMessage()));
    }
}
