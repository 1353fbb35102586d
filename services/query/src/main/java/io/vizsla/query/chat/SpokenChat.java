package io.vizsla.query.chat;

import io.vizsla.api.chat.ChatClient;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.answer.Speech;
import io.vizsla.query.answer.Turn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A chat model that speaks piece by piece, heard to its end, which it has to reach in time: a model need not know any itself. */
final class SpokenChat implements ChatClient {

    /** A judge says a word and a questioner a sentence; what says more goes on for ever. */
    private static final int LONGEST = 20_000;

    private final Speech speech;
    private final Duration patience;

    /**
     * Hears this one.
     *
     * @param patience the longest that one reply may take
     */
    SpokenChat(Speech speech, Duration patience) {
        this.speech = speech;
        this.patience = patience;
    }

    @Override
    public String answer(String task, String text) {
        StringBuffer said = new StringBuffer();
        FutureTask<String> speaking = new FutureTask<>(() -> {
            speech.speak(task, List.of(new Turn(Turn.Speaker.USER, text)), piece -> hear(said, piece));
            return said.toString().strip();
        });
        Thread.ofVirtual().name("chat").start(speaking);
        try {
            return speaking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(ErrorCode.CHAT_UNAVAILABLE, "The chat model was stopped", stopped);
        } catch (TimeoutException late) {
            throw VizslaException.of(
                    ErrorCode.CHAT_UNAVAILABLE,
                    "The chat model was not done within " + patience.toMillis() + " ms",
                    late);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof VizslaException ours
                    ? ours
                    : VizslaException.of(ErrorCode.CHAT_UNAVAILABLE, "The chat model failed", failed.getCause());
        } finally {
            speaking.cancel(true);
        }
    }

    private static void hear(StringBuffer said, String piece) {
        if (said.length() + piece.length() > LONGEST) {
            throw VizslaException.of(
                    ErrorCode.CHAT_UNAVAILABLE, "The chat model said more than " + LONGEST + " characters");
        }
        said.append(piece);
    }
}
