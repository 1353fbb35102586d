package io.vizsla.standalone.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An instance of its own that asks for keys. */
public final class ClosedProfile implements QuarkusTestProfile {

    static final String ADMIN = "a-key-that-nobody-would-ever-guess-0123456789";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(new InstanceProfile().getConfigOverrides());
        settings.put("vizsla.security.keys", "true");
        settings.put("vizsla.security.admin-key", ADMIN);
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return new InstanceProfile().testResources();
    }
}
