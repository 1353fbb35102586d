package io.vizsla.standalone.telemetry;

import java.util.HashMap;
import java.util.Map;

/** An instance that leaves traces, and whose chat model is out of reach, which it writes a line about. */
public final class CorrelatedProfile extends TelemetryProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("vizsla.chat.url", "http://localhost:1/v1");
        settings.put("quarkus.log.category.\"" + CorrelationIT.WRITER + "\".level", "DEBUG");
        return settings;
    }
}
