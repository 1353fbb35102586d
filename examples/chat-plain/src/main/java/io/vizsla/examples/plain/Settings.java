package io.vizsla.examples.plain;

import java.util.Map;

/**
 * Where the instance and the chat model are.
 *
 * @param vizslaUrl {@code VIZSLA_URL}
 * @param collection {@code VIZSLA_COLLECTION}
 * @param chatUrl {@code CHAT_URL}, of any server that speaks as OpenAI's does
 * @param chatModel {@code CHAT_MODEL}
 * @param chatKey {@code CHAT_KEY}
 */
public record Settings(String vizslaUrl, String collection, String chatUrl, String chatModel, String chatKey) {

    /** Reads the environment; what is not there is the usual. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(
                environment.getOrDefault("VIZSLA_URL", "http://localhost:8080"),
                environment.getOrDefault("VIZSLA_COLLECTION", "handbook"),
                environment.getOrDefault("CHAT_URL", "http://localhost:11434/v1"),
                environment.getOrDefault("CHAT_MODEL", "llama3.2"),
                environment.getOrDefault("CHAT_KEY", "none"));
    }
}
