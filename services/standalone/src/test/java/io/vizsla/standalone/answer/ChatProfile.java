package io.vizsla.standalone.answer;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.vizsla.standalone.rest.DataFolder;
import java.util.List;
import java.util.Map;

/** An instance with a chat model, little patience for it, and place for two answers at a time. */
public final class ChatProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "vizsla.kafka.port",
                "0",
                "quarkus.http.test-port",
                "0",
                "vizsla.answer.timeout",
                "10s",
                "vizsla.answer.concurrent",
                "2");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(DataFolder.class), new TestResourceEntry(ChatModel.class));
    }
}
