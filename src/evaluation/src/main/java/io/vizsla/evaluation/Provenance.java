package io.vizsla.evaluation;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an evaluation comes from: enough to repeat it and to see why a later one differs.
 *
 * @param dataset the test set's name
 * @param split which of its judgements
 * @param datasetHash SHA-256 of the bytes of corpus, queries and judgements
 * @param system what was asked: a URL and collection, or "in process"
 * @param model the embedding model's name, or "none"
 * @param settings name to JSON value: mode, depth, precisions, pipeline and whatever else moves the result
 * @param version of the platform that evaluated
 * @param time when it ended
 */
public record Provenance(
        String dataset,
        String split,
        String datasetHash,
        String system,
        String model,
        Map<String, Object> settings,
        String version,
        Platform platform,
        Instant time) {

    public Provenance {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
