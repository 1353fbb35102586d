package io.vizsla.standalone.telemetry;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.vizsla.standalone.rest.InstanceProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An instance that sends its traces to a collector, by the one setting that its users give. */
public class TelemetryProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(new InstanceProfile().getConfigOverrides());
        settings.put("quarkus.otel.bsp.schedule.delay", "100ms");
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return Stream.concat(
                        new InstanceProfile().testResources().stream(),
                        Stream.of(new TestResourceEntry(Collector.class, Map.of(Collector.SETTING, setting()))))
                .toList();
    }

    /** Returns the setting that gets the collector's address. */
    String setting() {
        return "vizsla.telemetry.otlp";
    }

    /** An instance whose exporter knows the collector, but that nobody told to send traces. */
    public static final class Off extends TelemetryProfile {

        @Override
        String setting() {
            return "quarkus.otel.exporter.otlp.endpoint";
        }
    }
}
