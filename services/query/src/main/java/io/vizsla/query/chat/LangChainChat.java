package io.vizsla.query.chat;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import io.vizsla.api.chat.ChatClient;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;

/** Any chat model of LangChain4j. */
public final class LangChainChat implements ChatClient {

    private final ChatModel model;

    /** Asks this one, which stays the caller's. */
    public LangChainChat(ChatModel model) {
        this.model = model;
    }

    @Override
    public String answer(String task, String text) {
        String said = said(task, text);
        if (said == null || said.isBlank()) {
            throw VizslaException.of(ErrorCode.CHAT_UNAVAILABLE, "The chat model said nothing");
        }
        return said.strip();
    }

    @SuppressWarnings("NullAway") // An answer may lack its text, whatever the library's types say.
    private String said(String task, String text) {
        try {
            return model.chat(SystemMessage.from(task), UserMessage.from(text))
                    .aiMessage()
                    .text();
        } catch (RuntimeException failed) {
            throw VizslaException.of(
                    ErrorCode.CHAT_UNAVAILABLE, "The chat model gave no answer: " + failed.getMessage(), failed);
        }
    }
}
