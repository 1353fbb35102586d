package io.vizsla.query.chat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.answer.Speech;
import io.vizsla.query.answer.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Any streaming chat model of LangChain4j. */
public final class LangChainSpeech implements Speech {

    private final StreamingChatModel chat;
    private final String name;
    private final boolean endsWithReason;

    /**
     * Lets this one speak, which stays the caller's. It ends with a reason; where that is missing, the other side has broken off, as
     * with OpenAI's.
     */
    public LangChainSpeech(StreamingChatModel chat, String name) {
        this(chat, name, true);
    }

    private LangChainSpeech(StreamingChatModel chat, String name, boolean endsWithReason) {
        this.chat = chat;
        this.name = name;
        this.endsWithReason = endsWithReason;
    }

    /** Lets this one speak, which stays the caller's, by the name that it says of itself, else that of its class. */
    @SuppressWarnings("NullAway") // A model may have no parameters and no name, whatever the library's types say.
    public static LangChainSpeech of(StreamingChatModel chat) {
        ChatRequestParameters usual = chat.defaultRequestParameters();
        String named = usual == null ? null : usual.modelName();
        return new LangChainSpeech(chat, named == null ? chat.getClass().getSimpleName() : named, false);
    }

    @Override
    public String model() {
        return name;
    }

    @Override
    public void speak(String task, List<Turn> turns, Consumer<String> said) throws InterruptedException {
        Listener listener = new Listener(said, endsWithReason);
        try {
            chat.chat(messages(task, turns), listener);
            listener.ended().get();
        } catch (ExecutionException failed) {
            throw unavailable(failed.getCause() == null ? failed : failed.getCause());
        } catch (RuntimeException failed) {
            throw unavailable(failed);
        } finally {
            listener.stop();
        }
        if (!listener.heard()) {
            throw VizslaException.of(ErrorCode.CHAT_UNAVAILABLE, "The chat model said nothing");
        }
    }

    private static List<ChatMessage> messages(String task, List<Turn> turns) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(task));
        for (Turn turn : turns) {
            messages.add(
                    turn.speaker() == Turn.Speaker.USER ? UserMessage.from(turn.text()) : AiMessage.from(turn.text()));
        }
        return messages;
    }

    private static VizslaException unavailable(Throwable cause) {
        return cause instanceof VizslaException ours
                ? ours
                : VizslaException.of(
                        ErrorCode.CHAT_UNAVAILABLE, "The chat model gave no answer: " + cause.getMessage(), cause);
    }
}
