package io.vizsla.query.chat;

import dev.langchain4j.model.openai.OpenAiChatModel;
import io.vizsla.api.chat.ChatClient;
import io.vizsla.query.config.ChatConfig;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The chat model that is configured, if one is. */
@Singleton
public class ConfiguredChat {

    private final Optional<ChatClient> client;

    /** Opens it; nothing is asked yet. */
    public ConfiguredChat(ChatConfig config) {
        this.client = config.url().map(url -> open(url, config));
    }

    /** Returns it. */
    public Optional<ChatClient> client() {
        return client;
    }

    /** Several tries would make a model that is down look like one that is slow. */
    private static ChatClient open(String url, ChatConfig config) {
        return new LangChainChat(OpenAiChatModel.builder()
                .baseUrl(url)
                .modelName(config.model())
                .apiKey(config.key().orElse("none"))
                .timeout(config.timeout())
                .temperature(0.0)
                .maxRetries(0)
                .build());
    }
}
