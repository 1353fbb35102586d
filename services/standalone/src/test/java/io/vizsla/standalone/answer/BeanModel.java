package io.vizsla.standalone.answer;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A chat model that is a bean and knows neither HTTP nor OpenAI: says word by word, without a reason for its end, that the Vizsla is a
 * pointing dog. It fails where the question has the word {@code fail}.
 */
@Alternative
@Singleton
public class BeanModel implements StreamingChatModel {

    static final String SAYS = "The Vizsla is a pointing dog from Hungary [1].";

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public ChatRequestParameters defaultRequestParameters() {
        return ChatRequestParameters.builder().modelName("bean").build();
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        List<ChatMessage> messages = request.messages();
        String question = ((UserMessage) messages.get(messages.size() - 1)).singleText();
        asked.add(question);
        if (question.contains("fail")) {
            handler.onError(new IllegalStateException("as the question says"));
            return;
        }
        for (String word : SAYS.split("(?<= )", -1)) {
            handler.onPartialResponse(word);
        }
        handler.onCompleteResponse(
                ChatResponse.builder().aiMessage(AiMessage.from(SAYS)).build());
    }

    /** Returns what it was asked. */
    List<String> asked() {
        return asked;
    }
}
