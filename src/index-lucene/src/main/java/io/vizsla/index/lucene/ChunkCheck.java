package io.vizsla.index.lucene;

import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.index.common.ChunkPlaces;
import io.vizsla.index.common.TokenVectorCodec;
import io.vizsla.index.common.UnitVectors;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.Bits;

/** Checks every chunk against what we promise of it, and every document against what we promise of its chunks. */
final class ChunkCheck {

    private final IndexSpec spec;
    private final Consumer<String> problems;
    private final ChunkPlaces places;

    ChunkCheck(IndexSpec spec, Consumer<String> problems) {
        this.spec = spec;
        this.problems = problems;
        this.places = new ChunkPlaces((_, problem) -> problems.accept(problem));
    }

    long chunks() {
        return places.chunks();
    }

    long documents() {
        return places.documents();
    }

    void run(IndexReader reader) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            new Leaf(leaf.reader()).run();
        }
        places.end();
    }

    private void expect(Chunk chunk, String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            problems.accept(chunk.id() + ": " + what + " is " + found + ", expected " + expected);
        }
    }

    /** One segment. */
    private final class Leaf {

        private final LeafReader reader;
        private final FloatVectorValues vectors;
        private final FloatVectorValues.DocIndexIterator vectorAt;
        private final BinaryDocValues ids;
        private final BinaryDocValues tokens;
        private final NumericDocValues ordinals;
        private final NumericDocValues versions;
        private final FilterFieldReader filterFields;

        Leaf(LeafReader reader) throws IOException {
            this.reader = reader;
            FloatVectorValues values = reader.getFloatVectorValues(Fields.VECTOR);
            vectors = values == null ? FloatVectorValues.fromFloats(List.of(), spec.dimension()) : values;
            vectorAt = vectors.iterator();
            ids = DocValues.getBinary(reader, Fields.ID);
            tokens = DocValues.getBinary(reader, Fields.TOKENS);
            ordinals = DocValues.getNumeric(reader, Fields.ORDINAL);
            versions = DocValues.getNumeric(reader, Fields.VERSION);
            filterFields = new FilterFieldReader(reader, spec.fields());
        }

        void run() throws IOException {
            StoredFields stored = reader.storedFields();
            Bits live = reader.getLiveDocs();
            for (int doc = 0; doc < reader.maxDoc(); doc++) {
                if (live == null || live.get(doc)) {
                    check(stored, doc);
                }
            }
        }

        private void check(StoredFields stored, int doc) throws IOException {
            Chunk chunk;
            try {
                chunk = ContentReader.chunk(stored, doc);
            } catch (IOException | RuntimeException e) {
                problems.accept("a chunk's content cannot be read: " + e);
                return;
            }
            places.add(chunk);
            String id = ids.advanceExact(doc) ? ids.binaryValue().utf8ToString() : "absent";
            expect(chunk, "indexed id", chunk.id().toString(), id);
            expect(chunk, "indexed ordinal", (long) chunk.id().ordinal(), number(ordinals, doc));
            expect(chunk, "indexed version", chunk.version(), number(versions, doc));
            checkVector(chunk, doc);
            checkTokens(chunk, doc);
            checkFields(chunk, doc);
        }

        private long number(NumericDocValues values, int doc) throws IOException {
            return values.advanceExact(doc) ? values.longValue() : Long.MIN_VALUE;
        }

        private void checkVector(Chunk chunk, int doc) throws IOException {
            if (vectorAt.advance(doc) != doc) {
                problems.accept(chunk.id() + ": has no vector");
                return;
            }
            float[] vector = vectors.vectorValue(vectorAt.index());
            expect(chunk, "dimension", spec.dimension(), vector.length);
            if (!UnitVectors.isUnit(vector)) {
                problems.accept(chunk.id() + ": its vector has not unit length");
            }
        }

        private void checkTokens(Chunk chunk, int doc) throws IOException {
            if (!tokens.advanceExact(doc)) {
                return;
            }
            try {
                TokenVectors read = TokenVectorCodec.read(tokens.binaryValue(), spec.tokenDimension());
                UnitVectors.check("tokens", read, spec.tokenDimension());
            } catch (IllegalStateException | VizslaException e) {
                problems.accept(chunk.id() + ": its token vectors are damaged: " + e.getMessage());
            }
        }

        private void checkFields(Chunk chunk, int doc) throws IOException {
            Map<String, List<Object>> typed = spec.fields().typed(chunk.metadata());
            for (Map.Entry<String, FieldType> field : spec.fields().fields().entrySet()) {
                List<Object> values = typed.getOrDefault(field.getKey(), List.of());
                expect(
                        chunk,
                        "indexed field " + field.getKey(),
                        new HashSet<>(FilterFields.canonical(values)),
                        filterFields.values(field.getKey(), field.getValue(), doc));
            }
        }
    }
}
