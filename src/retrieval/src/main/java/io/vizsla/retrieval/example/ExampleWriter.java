package io.vizsla.retrieval.example;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.PassageIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes judged queries into the index of examples. */
record ExampleWriter(PassageIndex examples, OpenCollection collection) {

    static final String ANSWER = "answer";
    static final String GRADE = "grade";

    /** Few at a time: searches that come meanwhile wait for one call of the encoder at most. */
    private static final int BATCH = 16;

    /** In how many chunks of a document the one is looked for that answers a query. */
    private static final int CHUNKS = 64;

    void write(List<JudgedQuery> queries, long version) {
        for (int from = 0; from < queries.size(); from += BATCH) {
            List<JudgedQuery> some = queries.subList(from, Math.min(queries.size(), from + BATCH));
            List<JudgedQuery> answered =
                    some.stream().filter(query -> query.answer() != null).toList();
            examples.upsert(new Batch(encoded(answered, version)));
            some.stream()
                    .filter(query -> query.answer() == null)
                    .forEach(query -> examples.delete(ExampleIndex.place(collection, query.id()), Long.MAX_VALUE));
        }
        examples.flush();
    }

    private List<EncodedChunk> encoded(List<JudgedQuery> queries, long version) {
        float[][] vectors = collection
                .encoder()
                .encode(queries.stream()
                        .map(query -> new EncodingInput(
                                query.text(),
                                Role.QUERY,
                                collection.spec().tasks().usualInstruction(),
                                List.of()))
                        .toList())
                .dense();
        List<EncodedChunk> encoded = new ArrayList<>(queries.size());
        for (JudgedQuery query : queries) {
            float[] vector = vectors[encoded.size()];
            encoded.add(new EncodedChunk(chunk(query, vector, version), vector, null));
        }
        return encoded;
    }

    private Chunk chunk(JudgedQuery query, float[] vector, long version) {
        ChunkId answer = Objects.requireNonNull(query.answer());
        ChunkId nearest = query.anyChunk() ? nearest(answer, vector) : answer;
        return new Chunk(
                new ChunkId(ExampleIndex.place(collection, query.id()), 0),
                version,
                "",
                List.of(),
                query.text(),
                0,
                query.text().length(),
                Map.of(ANSWER, nearest.toString(), GRADE, query.grade()),
                query.id());
    }

    /** A document that is not indexed yet keeps its first chunk as the answer. */
    private ChunkId nearest(ChunkId answer, float[] vector) {
        List<ChunkId> ids = new ArrayList<>(CHUNKS);
        for (int ordinal = 0; ordinal < CHUNKS; ordinal++) {
            ids.add(new ChunkId(answer.document(), ordinal));
        }
        ChunkId nearest = new ChunkId(answer.document(), 0);
        double best = Double.NEGATIVE_INFINITY;
        for (Map.Entry<ChunkId, float[]> one : collection.index().vectors(ids).entrySet()) {
            double cosine = Diverse.dot(vector, one.getValue());
            if (cosine > best) {
                best = cosine;
                nearest = one.getKey();
            }
        }
        return nearest;
    }
}
