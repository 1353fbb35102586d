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
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean stopped;
    private volatile boolean heard;

    Listener(Consumer<String> said) {
        this.said = said;
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        if (stopped) {
            context.streamingHandle().cancel();
            return;
        }
        try {
            heard |= !piece.text().isBlank();
            said.accept(piece.text());
        } catch (RuntimeException unwanted) {
            stopped = true;
            context.streamingHandle().cancel();
            ended.completeExceptionally(unwanted);
        }
    }

    @Override
    @SuppressWarnings(
            "NullAway") // The reason is missing where the other side just closed, whatever the library's types say.
    public void onCompleteResponse(ChatResponse whole) {
        if (whole.finishReason() == null) {
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
