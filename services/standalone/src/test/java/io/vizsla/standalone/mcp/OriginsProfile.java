package io.vizsla.standalone.mcp;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.vizsla.standalone.rest.ClosedProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An instance that asks for keys, and lets in a web page of elsewhere. */
public final class OriginsProfile implements QuarkusTestProfile {

    static final String PAGE = "https://chat.example.com";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(new ClosedProfile().getConfigOverrides());
        settings.put("vizsla.mcp.origins", PAGE);
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return new ClosedProfile().testResources();
    }
}
