package io.vizsla.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.Signal;
import io.vizsla.testkit.ExactBm25;
import io.vizsla.testkit.RandomChunks;
import io.vizsla.testkit.Seeds;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneBm25Test {

    @TempDir
    Path folder;

    @Test
    void lexicalSignalsAreThoseOfTheFormulaAlsoForChunksThatOnlyTheVectorFound() {
        RandomChunks data = new RandomChunks(Seeds.random("LuceneBm25Test"), 16, 0);
        List<EncodedChunk> chunks = data.chunks("bm25", 400);
        IndexSpec spec = new IndexSpec("bm25", new Space("s"), 16, 0, "und", FieldSchema.EMPTY);
        Map<ChunkId, String> passages = new HashMap<>();
        chunks.forEach(chunk -> passages.put(chunk.chunk().id(), chunk.chunk().passage()));
        ExactBm25 oracle = new ExactBm25(passages.values());
        try (PassageIndex index = new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS).open(spec)) {
            index.upsert(new Batch(chunks.subList(0, 150)));
            index.flush();
            index.upsert(new Batch(chunks.subList(150, 400)));
            index.flush();
            for (int i = 0; i < 40; i++) {
                String query = data.words(6) + " unheard";
                for (Hit hit : index.search(IndexQuery.both(data.vector(), query, 30))) {
                    // Lucene keeps lengths of up to 39 words exactly; the passages here are shorter.
                    assertThat(hit.signals().get(Signal.LEXICAL).orElseThrow())
                            .as(query)
                            .isCloseTo(oracle.score(query, passages.get(hit.id())), within(1e-4));
                }
                List<Hit> hits = index.search(IndexQuery.lexical(query, 10)).list();
                double tenth = passages.values().stream()
                        .map(passage -> oracle.score(query, passage))
                        .sorted((a, b) -> Double.compare(b, a))
                        .skip(hits.size() - 1)
                        .findFirst()
                        .orElseThrow();
                assertThat(hits.getLast().score()).isCloseTo(tenth, within(1e-4));
            }
        }
    }
}
