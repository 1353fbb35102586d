package io.vizsla.standalone.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An instance of its own that takes tokens beside keys. */
public final class OpenIdProfile implements QuarkusTestProfile {

    static final String ADMIN = ClosedProfile.ADMIN;

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(new InstanceProfile().getConfigOverrides());
        settings.put("vizsla.security.admin-key", ADMIN);
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(DataFolder.class), new TestResourceEntry(OpenIdResource.class));
    }
}
