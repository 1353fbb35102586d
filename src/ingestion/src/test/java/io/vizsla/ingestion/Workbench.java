package io.vizsla.ingestion;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.ingestion.parse.DocumentParser;
import io.vizsla.ingestion.parse.FileParser;
import io.vizsla.ingestion.parse.ParseOptions;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import io.vizsla.testkit.InMemoryArtefactStore;
import io.vizsla.testkit.InMemoryDocumentStates;
import io.vizsla.testkit.InMemoryPassageIndex;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ingest machine over fakes: a log, a collection {@code c} with an integer field {@code year}, states, artefacts. */
final class Workbench {

    /** A text with this word breaks the encoder. */
    static final String POISON = "poison";

    /** A text with this word gets a vector that is not finite. */
    static final String BLURRED = "blurred";

    final FakeEncoder fake = new FakeEncoder();
    final InMemoryDocumentStates states = new InMemoryDocumentStates();
    final InMemoryArtefactStore artefacts = new InMemoryArtefactStore();
    final FakeOpenCollections collections = new FakeOpenCollections();
    final InMemoryPassageIndex index;
    final List<LogRecord> log = new ArrayList<>();
    ErrorCode brokenWith;
    int calls;

    Workbench() {
        FieldSchema fields = FieldSchema.of(Map.of("year", FieldType.INTEGER));
        index = new InMemoryPassageIndex(new IndexSpec(
                "c", fake.card().space(), FakeEncoder.DIMENSION, FakeEncoder.TOKEN_DIMENSION, "en", fields));
        collections.with(collection(new Cutting(24, 4)));
    }

    OpenCollection collection(Cutting cutting) {
        return new OpenCollection(
                new CollectionSpec("c", "fake", "en", cutting, index.spec().fields(), Map.of()), new Fragile(), index);
    }

    Ingestor ingestor(IngestListener listener) {
        DocumentParser parser = new FileParser(ParseOptions.DEFAULT);
        return new Ingestor(
                collections, states, parser, artefacts, new IngestOptions(EventLimits.DEFAULT, 1000, 8), listener);
    }

    /** Runs records through the machine and commits what comes of them. */
    IngestResult run(LogRecord... records) {
        return commit(ingestor(IngestListener.NONE).process(List.of(records)));
    }

    IngestResult commit(IngestResult result) {
        states.putAll(result.statuses());
        return result;
    }

    LogRecord put(String id, String text) {
        return put(id, text, null);
    }

    LogRecord put(String id, String text, Long version) {
        return put(id, DocumentBody.ofText("Title", text, Map.of("year", 2020), version));
    }

    LogRecord put(String id, DocumentBody body) {
        return append("c/" + id, DocumentEvents.write(body), Map.of());
    }

    LogRecord delete(String id, Long version) {
        return append(
                "c/" + id,
                null,
                version == null
                        ? Map.of()
                        : Map.of("version", Long.toString(version).getBytes(StandardCharsets.UTF_8)));
    }

    LogRecord append(String key, byte[] value, Map<String, byte[]> headers) {
        LogRecord record = new LogRecord(
                new LogPosition(0, log.size()),
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Instant.EPOCH);
        log.add(record);
        return record;
    }

    Optional<DocumentStatus> status(String id) {
        return states.find(new DocumentRef("c", id));
    }

    /** Returns the chunks of a document in order. */
    List<Chunk> chunks(String id) {
        List<Chunk> chunks = new ArrayList<>();
        index.forEach(chunk -> {
            if (chunk.id().document().id().equals(id)) {
                chunks.add(chunk);
            }
        });
        chunks.sort(Comparator.comparingInt(chunk -> chunk.id().ordinal()));
        return chunks;
    }

    static String words(int count, String word) {
        return (word + " ").repeat(count).strip();
    }

    /** An encoder that breaks on some texts, or altogether. */
    private final class Fragile implements Encoder {

        @Override
        public EncodedBatch encode(List<EncodingInput> inputs) {
            calls++;
            if (brokenWith != null) {
                throw VizslaException.of(brokenWith, "broken altogether");
            }
            if (inputs.stream().anyMatch(input -> input.text().contains(POISON))) {
                throw new IllegalStateException("a poisoned text");
            }
            EncodedBatch encoded = fake.encode(inputs);
            for (int i = 0; i < inputs.size(); i++) {
                if (inputs.get(i).text().contains(BLURRED)) {
                    encoded.dense()[i][0] = Float.NaN;
                }
            }
            return encoded;
        }

        @Override
        public Tokenizer tokenizer() {
            return fake.tokenizer();
        }

        @Override
        public ModelCard card() {
            return fake.card();
        }

        @Override
        public void close() {}
    }
}
