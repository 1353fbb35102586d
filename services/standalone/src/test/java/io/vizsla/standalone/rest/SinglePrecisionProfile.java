package io.vizsla.standalone.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An instance that reads queries and passages in single precision, for tests that compare vectors of texts that were encoded apart:
 * in 8 bits they vary with the batch, and which precision a model is read in is measured for each model.
 */
public final class SinglePrecisionProfile implements QuarkusTestProfile {

    private final InstanceProfile instance = new InstanceProfile();

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(instance.getConfigOverrides());
        settings.put("vizsla.encoder.queries", "fp32");
        settings.put("vizsla.encoder.passages", "fp32");
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return instance.testResources();
    }
}
