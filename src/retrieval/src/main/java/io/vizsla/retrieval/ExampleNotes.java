package io.vizsla.retrieval;

import io.vizsla.retrieval.example.Chosen.Reason;
import io.vizsla.retrieval.example.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells of examples in an explanation. */
final class ExampleNotes {

    private ExampleNotes() {}

    static List<Map<String, Object>> of(List<Example> examples) {
        return examples.stream().map(ExampleNotes::of).toList();
    }

    /** Tells how many judged queries were passed over and why; nothing of what they say. */
    static List<Map<String, Object>> of(Map<Reason, Integer> dropped) {
        List<Map<String, Object>> told = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            Integer count = dropped.get(reason);
            if (count != null) {
                told.add(Map.of("reason", reason.words(), "count", count));
            }
        }
        return told;
    }

    static Map<String, Object> of(Example example) {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("query", example.query());
        if (!example.passage().isEmpty()) {
            note.put("passage", example.passage());
        }
        if (example.source() != null) {
            note.put("chunkId", example.source().toString());
            note.put("grade", example.grade());
        }
        note.put("cosine", example.cosine());
        note.put("reason", example.reason());
        return note;
    }
}
