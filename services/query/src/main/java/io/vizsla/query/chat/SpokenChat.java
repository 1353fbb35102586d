package io.vizsla.query.chat;

import io.vizsla.api.chat.ChatClient;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.answer.Speech;
import io.vizsla.query.answer.Turn;
import java.util.List;

/** A chat model that speaks piece by piece, heard to its end. */
final class SpokenChat implements ChatClient {

    private final Speech speech;

    SpokenChat(Speech speech) {
        this.speech = speech;
    }

    @Override
    public String answer(String task, String text) {
        StringBuffer said = new StringBuffer();
        try {
            speech.speak(task, List.of(new Turn(Turn.Speaker.USER, text)), said::append);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.CHAT_UNAVAILABLE, "The chat model was stopped", stopped);
        }
        return said.toString().strip();
    }
}
