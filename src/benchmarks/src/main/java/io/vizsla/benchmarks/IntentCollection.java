package io.vizsla.benchmarks;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.evaluation.task.LabeledText;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.retrieval.example.JudgedQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Utterances as a collection: some of each intent are the documents, the others are queries that somebody judged, each with
 * the nearest document of its intent as the answer.
 *
 * @param collection the documents
 * @param intents of the documents by id
 */
record IntentCollection(OpenCollection collection, ExampleIndex examples, Map<String, String> intents)
        implements AutoCloseable {

    private static final String NAME = "intents";
    private static final int BATCH = 64;

    /**
     * Builds a collection.
     *
     * @param documents how many utterances of each intent are documents; 0 for half of all
     * @param seed decides which
     */
    static IntentCollection build(
            List<LabeledText> utterances,
            int documents,
            long seed,
            Encoder encoder,
            PassageIndexes indexes,
            PassageIndexes examples) {
        List<LabeledText> shuffled = new ArrayList<>(utterances);
        Collections.shuffle(shuffled, new Random(seed));
        List<LabeledText> corpus = new ArrayList<>();
        List<LabeledText> asked = new ArrayList<>();
        Map<String, Integer> taken = new HashMap<>();
        for (LabeledText one : shuffled) {
            boolean document = documents == 0
                    ? corpus.size() <= asked.size()
                    : taken.merge(one.label(), 1, Integer::sum) <= documents;
            (document ? corpus : asked).add(one);
        }
        indexes.drop(NAME);
        IntentCollection built = open(encoder, indexes, examples);
        built.fill(corpus);
        built.judge(asked);
        return built;
    }

    private static IntentCollection open(Encoder encoder, PassageIndexes indexes, PassageIndexes examples) {
        ModelCard card = encoder.card();
        PassageIndex index =
                indexes.open(new IndexSpec(NAME, card.space(), card.dimension(), 0, "en", FieldSchema.EMPTY));
        CollectionSpec spec =
                new CollectionSpec(NAME, card.name(), "en", new Cutting(128, 0), FieldSchema.EMPTY, Map.of());
        ExampleIndex judged = new ExampleIndex(examples);
        judged.drop(NAME);
        return new IntentCollection(new OpenCollection(spec, encoder, index), judged, new HashMap<>());
    }

    private void fill(List<LabeledText> corpus) {
        for (int from = 0; from < corpus.size(); from += BATCH) {
            List<LabeledText> some = corpus.subList(from, Math.min(corpus.size(), from + BATCH));
            EncodedBatch encoded = collection
                    .encoder()
                    .encode(some.stream()
                            .map(one -> EncodingInput.passage(one.text()))
                            .toList());
            List<EncodedChunk> chunks = new ArrayList<>();
            for (LabeledText one : some) {
                String id = "u" + intents.size();
                intents.put(id, one.label());
                Chunk chunk = new Chunk(
                        chunkId(id), 1, "", List.of(), one.text(), 0, one.text().length(), Map.of(), "");
                chunks.add(new EncodedChunk(chunk, encoded.dense()[chunks.size()], null));
            }
            collection.index().upsert(new Batch(chunks));
        }
        collection.index().flush();
    }

    private void judge(List<LabeledText> asked) {
        Map<String, List<ChunkId>> answers = new HashMap<>();
        intents.forEach((id, intent) ->
                answers.computeIfAbsent(intent, any -> new ArrayList<>()).add(chunkId(id)));
        List<JudgedQuery> judged = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += BATCH) {
            List<LabeledText> some = asked.subList(from, Math.min(asked.size(), from + BATCH));
            float[][] vectors = collection
                    .encoder()
                    .encode(some.stream()
                            .map(one -> EncodingInput.query(one.text()))
                            .toList())
                    .dense();
            for (int i = 0; i < some.size(); i++) {
                LabeledText one = some.get(i);
                ChunkId answer = nearest(vectors[i], answers.getOrDefault(one.label(), List.of()));
                judged.add(new JudgedQuery(QueryId.of(one.text()), one.text(), answer, false, 3));
            }
        }
        examples.write(collection, judged, 1);
    }

    private @org.jspecify.annotations.Nullable ChunkId nearest(float[] vector, List<ChunkId> among) {
        ChunkId nearest = null;
        double best = Double.NEGATIVE_INFINITY;
        for (Map.Entry<ChunkId, float[]> one : collection.index().vectors(among).entrySet()) {
            double dot = 0;
            for (int d = 0; d < vector.length; d++) {
                dot += (double) vector[d] * one.getValue()[d];
            }
            if (dot > best) {
                best = dot;
                nearest = one.getKey();
            }
        }
        return nearest;
    }

    private static ChunkId chunkId(String id) {
        return new ChunkId(new DocumentRef(NAME, id), 0);
    }

    @Override
    public void close() {
        examples.close();
        collection.index().close();
    }
}
