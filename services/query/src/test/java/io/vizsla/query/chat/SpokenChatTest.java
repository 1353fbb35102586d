package io.vizsla.query.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpokenChatTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** A bean of somebody's, which calls back as the script does. */
    private static SpokenChat chat(Duration patience, Consumer<StreamingChatResponseHandler> script) {
        StreamingChatModel model = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                script.accept(handler);
            }
        };
        return new SpokenChat(LangChainSpeech.of(model), patience);
    }

    private static VizslaException refused(SpokenChat chat) {
        return catchThrowableOfType(VizslaException.class, () -> chat.answer("Judge.", "a passage"));
    }

    @Test
    void oneThatNeverEndsIsNotWaitedForLonger() {
        VizslaException late = refused(chat(Duration.ofMillis(200), handler -> {}));

        assertThat(late.code()).isEqualTo(ErrorCode.CHAT_UNAVAILABLE);
        assertThat(late.detail()).contains("not done within 200 ms");
    }

    /** One that is not called in time is never called, and so has nothing to stop. */
    @Test
    void oneThatNeverComesBackIsStopped() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);

        VizslaException late = refused(chat(Duration.ofSeconds(3), handler -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                stopped.countDown();
            }
        }));

        assertThat(late.code()).isEqualTo(ErrorCode.CHAT_UNAVAILABLE);
        stopped.await();
    }

    @Test
    void oneThatGoesOnAndOnIsCutOff() {
        VizslaException endless = refused(chat(LONG, handler -> {
            for (int i = 0; i < 100; i++) {
                handler.onPartialResponse("x".repeat(1000));
            }
        }));

        assertThat(endless.code()).isEqualTo(ErrorCode.CHAT_UNAVAILABLE);
        assertThat(endless.detail()).contains("20000 characters");
    }
}
