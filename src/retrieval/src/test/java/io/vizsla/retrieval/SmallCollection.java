package io.vizsla.retrieval;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryPassageIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A collection in memory, for the tests of the whole pipeline: fill it with texts, then open it with settings. */
final class SmallCollection {

    private final FakeEncoder encoder = new FakeEncoder();
    private final InMemoryPassageIndex index = new InMemoryPassageIndex(new IndexSpec(
            "c",
            encoder.card().space(),
            FakeEncoder.DIMENSION,
            FakeEncoder.TOKEN_DIMENSION,
            "en",
            FieldSchema.of(Map.of("year", FieldType.INTEGER))));

    FakeEncoder encoder() {
        return encoder;
    }

    InMemoryPassageIndex index() {
        return index;
    }

    /** Returns the collection as it is searched with these pipeline settings. */
    OpenCollection open(Map<String, Object> settings) {
        return new OpenCollection(Candidates.collection(settings), encoder, index);
    }

    /** Adds documents d0, d1, ... of one chunk each. */
    void fill(String... texts) {
        for (int i = 0; i < texts.length; i++) {
            fillOne("d" + i, texts[i]);
        }
    }

    /** Adds one document with these chunks. */
    void fillOne(String document, String... texts) {
        fillOne(document, Map.of(), texts);
    }

    /** Adds one document with this metadata and these chunks. */
    void fillOne(String document, Map<String, Object> metadata, String... texts) {
        List<EncodedChunk> chunks = new ArrayList<>();
        for (String text : texts) {
            EncodedBatch encoded = encoder.encode(List.of(EncodingInput.passage(text)));
            Chunk chunk = new Chunk(
                    Candidates.id(document, chunks.size()), 1, "", List.of(), text, 0, text.length(), metadata, "h");
            chunks.add(
                    new EncodedChunk(chunk, encoded.dense()[0], encoded.tokens().getFirst()));
        }
        index.upsert(new Batch(chunks));
    }
}
