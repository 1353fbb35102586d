package io.vizsla.standalone.wiring;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A tiny index of its own, made anew at each start, whose search proves that model and store work together. */
final class Canary implements AutoCloseable {

    private static final String NAME = "canary";
    private static final String PASSAGE = "The Vizsla is a pointing dog from Hungary.";
    static final String QUESTION = "pointing dog";

    private final Encoder encoder;
    private final PassageIndex index;
    private final AtomicInteger asked = new AtomicInteger();

    private Canary(Encoder encoder, PassageIndex index) {
        this.encoder = encoder;
        this.index = index;
    }

    static Canary open(PassageIndexes indexes, Encoder encoder) {
        ModelCard card = encoder.card();
        indexes.drop(NAME);
        PassageIndex index = indexes.open(new IndexSpec(
                NAME, card.space(), card.dimension(), card.tokenDimension(), card.language(), FieldSchema.EMPTY));
        EncodedBatch encoded = encoder.encode(List.of(EncodingInput.passage(PASSAGE)));
        Chunk chunk = new Chunk(
                new ChunkId(new DocumentRef(NAME, NAME), 0),
                0,
                "",
                List.of(),
                PASSAGE,
                0,
                PASSAGE.length(),
                new LinkedHashMap<>(),
                "");
        index.upsert(new Batch(List.of(new EncodedChunk(
                chunk,
                encoded.dense()[0],
                encoded.tokens().isEmpty() ? null : encoded.tokens().getFirst()))));
        index.flush();
        return new Canary(encoder, index);
    }

    /** Returns the index as a collection to search. */
    OpenCollection collection() {
        ModelCard card = encoder.card();
        return new OpenCollection(
                new CollectionSpec(
                        NAME,
                        card.name(),
                        card.language(),
                        new Cutting(Math.min(card.maxTokens(), 512), 0),
                        FieldSchema.EMPTY,
                        Map.of()),
                encoder,
                index);
    }

    /** Returns what is wrong; empty if a search finds what it should. */
    String trouble() {
        // A question that was asked before would be answered by the embedding cache, whatever became of the model.
        String question = QUESTION + " " + asked.incrementAndGet();
        try {
            float[] vector =
                    encoder.encode(List.of(EncodingInput.query(question))).dense()[0];
            Hits hits = index.search(IndexQuery.both(vector, question, 1));
            return hits.isEmpty() ? "a search does not find what is indexed" : "";
        } catch (VizslaException failed) {
            return failed.detail();
        }
    }

    @Override
    public void close() {
        index.close();
    }
}
