package io.vizsla.query.answer;

import java.util.List;
import java.util.function.Consumer;

/** A chat model that speaks piece by piece. Safe for any number of threads. */
public interface Speech {

    /** Returns the model's name. */
    String model();

    /**
     * Lets the model speak and returns once it has ended.
     *
     * @param task what it is to do, written by us
     * @param turns the conversation, ending with the user
     * @param said gets each piece, on any thread but never two at a time
     * @throws io.vizsla.api.error.VizslaException {@code CHAT_UNAVAILABLE} if it cannot be reached, is cut off, or says nothing
     * @throws InterruptedException if the calling thread is interrupted; the model has been told to stop, and nothing more is said
     */
    void speak(String task, List<Turn> turns, Consumer<String> said) throws InterruptedException;
}
