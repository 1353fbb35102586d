package io.vizsla.query.chat;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.vizsla.api.chat.ChatClient;
import io.vizsla.query.answer.Speech;
import io.vizsla.query.config.ChatConfig;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The chat model that answers: any of LangChain4j that is a bean, else the one whose address is configured; none if there is neither.
 * Several such beans end the start, by name.
 */
@Singleton
public class ConfiguredChat {

    private final Optional<ChatClient> client;
    private final Optional<Speech> speech;

    /** Takes the bean or opens the address; nothing is asked yet. */
    @Inject
    public ConfiguredChat(ChatConfig config, Instance<StreamingChatModel> beans) {
        this(config, beans.isUnsatisfied() ? Optional.empty() : Optional.of(beans.get()));
    }

    /** As in an application without such beans. */
    public ConfiguredChat(ChatConfig config) {
        this(config, Optional.empty());
    }

    ConfiguredChat(ChatConfig config, Optional<StreamingChatModel> bean) {
        if (bean.isPresent()) {
            Speech spoken = LangChainSpeech.of(bean.get());
            this.speech = Optional.of(spoken);
            this.client = Optional.of(new SpokenChat(spoken, config.timeout()));
        } else {
            this.client = config.url().map(url -> open(url, config));
            this.speech = config.url().map(url -> stream(url, config));
        }
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
                .httpClientBuilder(StoppableHttp.builder())
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
