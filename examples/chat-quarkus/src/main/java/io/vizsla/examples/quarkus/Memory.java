package io.vizsla.examples.quarkus;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import dev.langchain4j.store.memory.chat.InMemoryChatMemoryStore;
import io.vizsla.langchain4j.NumberedPassages;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Remembers the questions without what was found for them: later on the same numbers mean other passages. */
@ApplicationScoped
class Memory implements ChatMemoryStore {

    private final ChatMemoryStore kept = new InMemoryChatMemoryStore();

    @Override
    public List<ChatMessage> getMessages(Object conversation) {
        return kept.getMessages(conversation);
    }

    @Override
    public void updateMessages(Object conversation, List<ChatMessage> messages) {
        kept.updateMessages(
                conversation, messages.stream().map(NumberedPassages::question).toList());
    }

    @Override
    public void deleteMessages(Object conversation) {
        kept.deleteMessages(conversation);
    }
}
