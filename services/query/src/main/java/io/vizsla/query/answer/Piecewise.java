package io.vizsla.query.answer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.function.Consumer;

/**
 * Hears what a model says and passes it on, but for a beginning that may become the words for <em>not in the documents</em>. Safe for
 * one who speaks and one who reads.
 */
final class Piecewise implements Consumer<String> {

    private final Consumer<AnswerEvent> events;
    private final int most;
    private final StringBuilder whole = new StringBuilder();
    private int told;
    private boolean closed;

    Piecewise(Consumer<AnswerEvent> events, int most) {
        this.events = events;
        this.most = most;
    }

    @Override
    public synchronized void accept(String piece) {
        if (closed) {
            throw VizslaException.of(ErrorCode.CHAT_UNAVAILABLE, "Nobody listens to the chat model any more");
        }
        whole.append(piece);
        if (whole.length() > most) {
            throw VizslaException.of(
                    ErrorCode.CHAT_UNAVAILABLE, "The chat model said more than " + most + " characters");
        }
        if (told > 0 || !mayBeNothing()) {
            tell();
        }
    }

    /** Passes on what was held back. */
    synchronized void rest() {
        tell();
    }

    /** Passes nothing on from now on, and returns whether anything was. */
    synchronized boolean close() {
        closed = true;
        return told > 0;
    }

    /** Returns whether the model said that there is nothing. */
    synchronized boolean nothing() {
        return told == 0 && plain().startsWith(GroundedPrompt.NOTHING);
    }

    synchronized String whole() {
        return whole.toString().strip();
    }

    private boolean mayBeNothing() {
        String said = plain();
        return GroundedPrompt.NOTHING.startsWith(said) || said.startsWith(GroundedPrompt.NOTHING);
    }

    private String plain() {
        return whole.toString().strip().replaceFirst("^[\"'*]+", "");
    }

    private void tell() {
        if (whole.length() > told) {
            events.accept(new AnswerEvent.Text(whole.substring(told)));
            told = whole.length();
        }
    }
}
