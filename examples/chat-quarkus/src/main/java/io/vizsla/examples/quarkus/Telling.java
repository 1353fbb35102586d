package io.vizsla.examples.quarkus;

import io.quarkiverse.langchain4j.runtime.aiservice.ChatEvent;
import io.smallrye.mutiny.Multi;
import io.vizsla.langchain4j.CitedAnswer;
import java.util.List;

/** One answer on its way to the page. */
final class Telling {

    private CitedAnswer answer = new CitedAnswer(List.of());

    /** Returns what an event of the assistant says. */
    Multi<Said> said(ChatEvent event) {
        if (event instanceof ChatEvent.ContentFetchedEvent found) {
            answer = new CitedAnswer(found.getContent());
        }
        if (event instanceof ChatEvent.PartialResponseEvent piece) {
            String words = answer.take(piece.getChunk());
            if (!words.isEmpty()) {
                return Multi.createFrom().item(Said.text(words));
            }
        }
        return Multi.createFrom().empty();
    }

    /** Returns what is left to say at the end. */
    List<Said> ended() {
        return List.of(Said.text(answer.rest()), Said.sources(answer.cited()));
    }
}
