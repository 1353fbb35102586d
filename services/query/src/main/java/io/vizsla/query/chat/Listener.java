package io.vizsla.query.chat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Hears one answer until it ends, or until nobody wants to hear more. */
final class Listener implements StreamingChatResponseHandler {

    private final Consumer<String> said;
    private final boolean endsWithReason;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean stopped;
    private volatile boolean heard;

    /**
     * Makes a listener.
     *
     * @param endsWithReason whether an end without a reason is none
     */
    Listener(Consumer<String> said, boolean endsWithReason) {
        this.said = said;
        this.endsWithReason = endsWithReason;
    }

    /** Models that know no way to be stopped speak so. */
    @Override
    public void onPartialResponse(String piece) {
        if (!stopped) {
            hear(piece);
        }
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        if (stopped) {
            context.streamingHandle().cancel();
            return;
        }
        if (!hear(piece.text())) {
            context.streamingHandle().cancel();
        }
    }

    /** Returns whether more is wanted. */
    private boolean hear(String text) {
        try {
            heard |= !text.isBlank();
            said.accept(text);
            return true;
        } catch (RuntimeException unwanted) {
            stopped = true;
            ended.completeExceptionally(unwanted);
            return false;
        }
    }

    @Override
    @SuppressWarnings(
            "NullAway") // The reason is missing where the other side just closed, whatever the library's types say.
    public void onCompleteResponse(ChatResponse whole) {
        if (endsWithReason && whole.finishReason() == null) {
            ended.completeExceptionally(
                    VizslaException.of(ErrorCode.CHAT_UNAVAILABLE, "The chat model broke off in the middle"));
        }
        ended.complete(true);
    }

    @Override
    public void onError(Throwable error) {
        ended.completeExceptionally(error);
    }

    CompletableFuture<Boolean> ended() {
        return ended;
    }

    /** Whether anything but blanks was said. */
    boolean heard() {
        return heard;
    }

    void stop() {
        stopped = true;
    }
}
