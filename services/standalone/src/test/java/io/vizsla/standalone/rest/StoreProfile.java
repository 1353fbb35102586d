package io.vizsla.standalone.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** An instance of its own whose indexes lie in a Milvus. */
public final class StoreProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return new InstanceProfile().getConfigOverrides();
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(DataFolder.class), new TestResourceEntry(StoreResource.class));
    }
}
