package io.vizsla.index.milvus;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.index.common.ChunkCodec;
import io.vizsla.index.common.TokenVectorCodec;
import io.vizsla.index.common.UnitVectors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Checks chunks and turns them into rows, and rows into chunks. */
final class ChunkRows {

    private final IndexSpec spec;
    private final Columns columns;
    private final Analyzer analyzer;
    private final boolean listsTerms;

    /**
     * A chunk that is ready to be written.
     *
     * @param keywords for the {@link Sidecar}
     * @param bytes about how large it is in a request
     */
    record Row(ChunkId id, long version, JsonObject json, Set<String> keywords, int bytes) {}

    ChunkRows(IndexSpec spec, Columns columns, Analyzer analyzer, ServerFeatures server) {
        this.spec = spec;
        this.columns = columns;
        this.analyzer = analyzer;
        this.listsTerms = !server.bm25();
    }

    /** Returns the key of a chunk's row. */
    static String key(ChunkId id) {
        return SafeText.encode(id.toString());
    }

    /** Returns the chunk that a row is of. */
    static ChunkId id(String key) {
        return ChunkId.parse(SafeText.decode(key));
    }

    /** Returns what the rows of a document say in {@link Columns#DOCUMENT}. */
    static String document(DocumentRef document) {
        return SafeText.encode(document.key());
    }

    /**
     * Returns the row of a chunk.
     *
     * @param path the chunk's name in the caller's words, such as {@code chunks[3]}
     * @throws VizslaException {@code INVALID_VECTOR} or {@code INVALID_METADATA} if a part does not fit the index
     */
    Row row(String path, EncodedChunk encoded) {
        Chunk chunk = encoded.chunk();
        float[] vector = UnitVectors.checked(path + ".vector", encoded.vector(), spec.dimension());
        UnitVectors.check(path + ".tokens", encoded.tokens(), spec.tokenDimension());
        JsonObject row = new JsonObject();
        row.addProperty(Columns.ID, key(chunk.id()));
        row.addProperty(Columns.DOCUMENT, document(chunk.id().document()));
        row.addProperty(Columns.VERSION, chunk.version());
        row.add(Columns.VECTOR, vector(vector));
        addWords(row, chunk);
        Set<String> keywords = addFields(row, chunk);
        row.add(Columns.CONTENT, Pieces.deflated(ChunkCodec.write(chunk)));
        TokenVectors tokens = encoded.tokens();
        row.add(
                Columns.TOKENS,
                tokens == null || spec.tokenDimension() == 0
                        ? new JsonArray()
                        : Pieces.stored(TokenVectorCodec.write(tokens)));
        return new Row(chunk.id(), chunk.version(), row, keywords, bytes(row, vector.length));
    }

    /**
     * Returns the chunk of a row that holds {@link Columns#CONTENT}.
     *
     * @throws VizslaException {@code CORRUPT_INDEX} if it is damaged
     */
    Chunk chunk(Map<String, Object> row) {
        try {
            BytesRef bytes = Pieces.bytes(Rows.list(row, Columns.CONTENT));
            return ChunkCodec.read(Objects.requireNonNull(bytes, "content"));
        } catch (RuntimeException damaged) {
            throw VizslaException.of(
                    ErrorCode.CORRUPT_INDEX,
                    "index " + spec.name() + ": the content of " + Rows.key(row) + " cannot be read",
                    damaged);
        }
    }

    /**
     * Returns the token vectors of a row that holds {@link Columns#TOKENS}, null if it has none.
     *
     * @throws VizslaException {@code CORRUPT_INDEX} if they are damaged
     */
    @Nullable
    TokenVectors tokens(Map<String, Object> row) {
        try {
            BytesRef bytes = Pieces.bytes(Rows.list(row, Columns.TOKENS));
            return bytes == null ? null : TokenVectorCodec.read(bytes, spec.tokenDimension());
        } catch (RuntimeException damaged) {
            throw VizslaException.of(
                    ErrorCode.CORRUPT_INDEX,
                    "index " + spec.name() + ": the token vectors of " + Rows.key(row) + " cannot be read",
                    damaged);
        }
    }

    /** Returns the vector of a row that holds {@link Columns#VECTOR}; the caller owns it. */
    static float[] vector(Map<String, Object> row) {
        List<?> values = Rows.list(row, Columns.VECTOR);
        float[] vector = new float[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = ((Number) values.get(i)).floatValue();
        }
        return vector;
    }

    private static JsonArray vector(float[] vector) {
        JsonArray array = new JsonArray(vector.length);
        for (float value : vector) {
            array.add(value);
        }
        return array;
    }

    private void addWords(JsonObject row, Chunk chunk) {
        WordText words = WordText.of(analyzer, chunk.passage());
        row.addProperty(Columns.WORDS, words.text());
        row.addProperty(Columns.LENGTH, words.length());
        if (listsTerms) {
            row.add(Columns.TERMS, array(words.terms()));
        }
    }

    private Set<String> addFields(JsonObject row, Chunk chunk) {
        Map<String, List<Object>> typed = spec.fields().typed(chunk.metadata());
        Set<String> tokens = new LinkedHashSet<>();
        Set<String> keywords = new LinkedHashSet<>();
        spec.fields().fields().forEach((field, type) -> {
            List<Object> values = typed.getOrDefault(field, List.of());
            if (!values.isEmpty()) {
                tokens.add(field);
            }
            for (Object value : values) {
                String token = FilterValues.token(field, type, value);
                tokens.add(token);
                if (type == FieldType.KEYWORD) {
                    keywords.add(token);
                }
            }
            if (type.isOrdered()) {
                addBounds(row, field, type, values);
            }
        });
        if (tokens.size() > Schemas.MOST_ELEMENTS) {
            throw VizslaException.field(
                    ErrorCode.INVALID_METADATA,
                    "metadata",
                    tokens.size() + " values of declared fields",
                    "at most " + Schemas.MOST_ELEMENTS + " values of declared fields in a document on Milvus");
        }
        row.add(Columns.VALUES, array(tokens));
        Set<String> known = new LinkedHashSet<>(keywords);
        spec.fields().tenantField().ifPresent(field -> typed.getOrDefault(field, List.of())
                .forEach(tenant -> {
                    row.addProperty(Columns.TENANT, SafeText.encode((String) tenant));
                    keywords.forEach(keyword -> known.add(Sidecar.of((String) tenant) + keyword));
                }));
        return known;
    }

    private void addBounds(JsonObject row, String field, FieldType type, List<Object> values) {
        List<String> comparable = values.stream()
                .map(value -> FilterValues.comparable(type, value))
                .sorted()
                .toList();
        boolean none = comparable.isEmpty();
        row.addProperty(columns.low(field), none ? FilterValues.NONE_LOW : comparable.getFirst());
        row.addProperty(columns.high(field), none ? FilterValues.NONE_HIGH : comparable.getLast());
    }

    private static JsonArray array(Iterable<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static int bytes(JsonObject row, int dimension) {
        int bytes = dimension * Float.BYTES;
        for (String column : row.keySet()) {
            if (row.get(column).isJsonPrimitive()) {
                bytes += row.get(column).getAsString().length() + Long.BYTES;
            } else if (!column.equals(Columns.VECTOR)) {
                for (JsonElement element : row.getAsJsonArray(column)) {
                    bytes += element.getAsString().length() + Long.BYTES;
                }
            }
        }
        return bytes;
    }
}
