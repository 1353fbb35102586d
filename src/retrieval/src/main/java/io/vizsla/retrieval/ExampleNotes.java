package io.vizsla.retrieval;

import io.vizsla.retrieval.example.Example;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells of examples in an explanation. */
final class ExampleNotes {

    private ExampleNotes() {}

    static List<Map<String, Object>> of(List<Example> examples) {
        return examples.stream().map(ExampleNotes::of).toList();
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
