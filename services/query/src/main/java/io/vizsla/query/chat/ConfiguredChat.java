package io.vizsla.query.chat;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.vizsla.api.chat.ChatClient;
import io.vizsla.query.answer.Speech;
import io.vizsla.query.config.ChatConfig;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The chat model that is configured, if one is. */
@Singleton
public class ConfiguredChat {

    private final Optional<ChatClient> client;
    private final Optional<Speech> speech;

    /** Opens it; nothing is asked yet. */
    public ConfiguredChat(ChatConfig config) {
        this.client = config.url().map(url -> open(url, config));
        this.speech = config.url().map(url -> stream(url, config));
    }

    /** Returns it. */
    public Optional<ChatClient> client() {
        return client;
    }

    /** Returns it, speaking piece by piece. */
    public Optional<Speech> speech() {
        return speech;
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

    private static Speech stream(String url, ChatConfig config) {
        OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(StoppableHttp.builder())
                .baseUrl(url)
                .modelName(config.model())
                .apiKey(config.key().orElse("none"))
                .timeout(config.timeout())
                .temperature(0.0)
                .build();
        return new LangChainSpeech(model, config.model());
    }
}
