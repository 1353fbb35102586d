package io.vizsla.standalone.guide;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.vizsla.standalone.rest.DataFolder;
import java.util.List;
import java.util.Map;

/** An instance with the chat model that the guide has it start with. */
public final class PageChatProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("vizsla.kafka.port", "0", "quarkus.http.test-port", "0");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(DataFolder.class), new TestResourceEntry(PageChatModel.class));
    }
}
