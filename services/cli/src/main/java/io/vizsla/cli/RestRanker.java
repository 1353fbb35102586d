package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.evaluation.ScoredDocument;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks a running instance. */
final class RestRanker implements Ranker {

    private final VizslaClient client;
    private final String collection;
    private final String mode;
    private final boolean rerank;
    private final QueryWording wording;
    private final String model;

    /**
     * Makes a ranker over a collection.
     *
     * @throws CliException if the instance does not answer or has no such collection
     */
    RestRanker(VizslaClient client, String collection, String mode, boolean rerank, QueryWording wording) {
        this.client = client;
        this.collection = collection;
        this.mode = mode;
        this.rerank = rerank;
        this.wording = wording;
        this.model = client.get(VizslaClient.path("v1", "collections", collection))
                .path("model")
                .asText("unknown");
    }

    @Override
    public Ranking rank(String query, int depth) {
        ObjectNode request = Json.object()
                .put("query", query)
                .put("mode", mode)
                .put("topK", depth)
                .put("rerank", rerank);
        if (wording.instructionText() != null) {
            request.put("instruction", wording.instructionText());
        }
        if (wording.demonstrations() != null) {
            request.put("demonstrations", wording.demonstrations());
        }
        long start = System.nanoTime();
        JsonNode answer = client.post(VizslaClient.path("v1", "collections", collection, "search"), request);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Map<String, ScoredDocument> documents = new LinkedHashMap<>();
        for (JsonNode hit : answer.path("hits")) {
            String id = hit.path("documentId").asText();
            documents.putIfAbsent(id, new ScoredDocument(id, hit.path("score").asDouble()));
        }
        return new Ranking(documents.values().stream().limit(depth).toList(), time);
    }

    @Override
    public String system() {
        return "collection " + collection + " at " + client.url();
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("mode", mode);
        settings.put("rerank", rerank);
        wording.tell(settings);
        return settings;
    }

    @Override
    public void close() {
        // The client holds nothing that must be given back.
    }
}
