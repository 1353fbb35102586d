package io.vizsla.standalone.answer;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.vizsla.standalone.rest.DataFolder;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An instance with a chat model among its beans; the address that is configured leads nowhere. */
public final class BeanProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "vizsla.kafka.port",
                "0",
                "quarkus.http.test-port",
                "0",
                "vizsla.chat.url",
                "http://localhost:1/v1",
                "vizsla.chat.model",
                "nowhere");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(BeanModel.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(DataFolder.class));
    }
}
