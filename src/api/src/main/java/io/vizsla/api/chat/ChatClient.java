package io.vizsla.api.chat;

/** A chat model that is asked one thing at a time. Whoever asks has an answer of his own for when it has none. */
@FunctionalInterface
public interface ChatClient {

    /**
     * Returns what the model says. Safe for any number of threads.
     *
     * @param task what it is to do, written by us
     * @param text what it is to do it with, which may come from anybody
     * @throws io.vizsla.api.error.VizslaException {@code CHAT_UNAVAILABLE} if it cannot be reached, takes too long, or says nothing
     */
    String answer(String task, String text);
}
