package io.vizsla.index.lucene;

import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.index.common.ChunkCodec;
import io.vizsla.index.common.TokenVectorCodec;
import io.vizsla.index.common.UnitVectors;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** Checks chunks and turns them into Lucene documents. */
final class ChunkDocuments {

    private static final org.apache.lucene.document.FieldType WORDS = words();

    private final IndexSpec spec;

    ChunkDocuments(IndexSpec spec) {
        this.spec = spec;
    }

    /**
     * Returns the Lucene document of a chunk.
     *
     * @param path the chunk's name in the caller's words, such as {@code chunks[3]}
     * @throws VizslaException {@code INVALID_VECTOR} or {@code INVALID_METADATA} if a part does not fit the index
     */
    Document document(String path, EncodedChunk encoded) {
        Chunk chunk = encoded.chunk();
        float[] vector = UnitVectors.checked(path + ".vector", encoded.vector(), spec.dimension());
        UnitVectors.check(path + ".tokens", encoded.tokens(), spec.tokenDimension());
        Document document = new Document();
        String id = chunk.id().toString();
        document.add(new StringField(Fields.ID, id, Field.Store.NO));
        document.add(new BinaryDocValuesField(Fields.ID, new BytesRef(id)));
        document.add(new StringField(Fields.DOCUMENT, chunk.id().document().key(), Field.Store.NO));
        document.add(new NumericDocValuesField(Fields.ORDINAL, chunk.id().ordinal()));
        document.add(new NumericDocValuesField(Fields.VERSION, chunk.version()));
        document.add(new Field(Fields.WORDS, chunk.passage(), WORDS));
        document.add(new KnnFloatVectorField(Fields.VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        document.add(new StoredField(Fields.CONTENT, ChunkCodec.write(chunk)));
        addTokens(document, encoded);
        addFilterFields(document, chunk);
        return document;
    }

    private void addTokens(Document document, EncodedChunk encoded) {
        TokenVectors tokens = encoded.tokens();
        if (tokens != null && spec.tokenDimension() > 0) {
            document.add(new BinaryDocValuesField(Fields.TOKENS, TokenVectorCodec.write(tokens)));
        }
    }

    private void addFilterFields(Document document, Chunk chunk) {
        Map<String, List<Object>> typed = spec.fields().typed(chunk.metadata());
        typed.forEach((name, values) -> {
            FieldType type = spec.fields().type(name).orElseThrow();
            values.stream()
                    .distinct()
                    .forEach(value -> document.add(FilterFields.field(Fields.filter(name), type, value)));
        });
    }

    private static org.apache.lucene.document.FieldType words() {
        org.apache.lucene.document.FieldType words = new org.apache.lucene.document.FieldType();
        words.setTokenized(true);
        words.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        words.freeze();
        return words;
    }
}
