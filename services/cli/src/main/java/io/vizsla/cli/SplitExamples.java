package io.vizsla.cli;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.Qrels;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.retrieval.example.JudgedQuery;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the judged queries of a split the examples of a collection. */
final class SplitExamples {

    private SplitExamples() {}

    /** Writes the examples of a split anew and returns them open; the caller closes them. */
    static ExampleIndex open(BeirFolder dataset, String split, OpenCollection collection, Path folder) {
        return open(dataset.queries(), dataset.qrels(split), collection, folder);
    }

    /**
     * As {@link #open(BeirFolder, String, OpenCollection, Path)} for these judgements.
     *
     * @param texts of the queries by id
     */
    static ExampleIndex open(Map<String, String> texts, Qrels qrels, OpenCollection collection, Path folder) {
        ExampleIndex examples = new ExampleIndex(new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS));
        try {
            examples.drop(collection.spec().name());
            examples.write(collection, judged(texts, qrels, collection.spec().name()), 1);
            return examples;
        } catch (RuntimeException failed) {
            examples.close();
            throw failed;
        }
    }

    private static List<JudgedQuery> judged(Map<String, String> texts, Qrels qrels, String collection) {
        // Test sets have queries of the same words; the first of them stands for all.
        Map<String, JudgedQuery> judged = new LinkedHashMap<>();
        for (String query : qrels.queries()) {
            String text = texts.get(query);
            Map.Entry<String, Integer> best = qrels.of(query).entrySet().stream()
                    .filter(grade -> grade.getValue() > 0)
                    .max(Map.Entry.comparingByValue())
                    .orElse(null);
            if (text != null && best != null) {
                ChunkId answer = new ChunkId(new DocumentRef(collection, best.getKey()), 0);
                String id = QueryId.of(text);
                judged.putIfAbsent(id, new JudgedQuery(id, text, answer, true, Math.min(3, best.getValue())));
            }
        }
        return List.copyOf(judged.values());
    }
}
