package io.vizsla.index.milvus;

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
     */
    record Row(ChunkId id, long version, Cells cells, Set<String> keywords) {}

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
        Cells row = new Cells()
                .text(Columns.ID, key(chunk.id()))
                .text(Columns.DOCUMENT, document(chunk.id().document()))
                .number(Columns.VERSION, chunk.version())
                .vector(Columns.VECTOR, vector);
        addWords(row, chunk);
        Set<String> keywords = addFields(row, chunk);
        row.list(Columns.CONTENT, Pieces.deflated(ChunkCodec.write(chunk)));
        TokenVectors tokens = encoded.tokens();
        row.list(
                Columns.TOKENS,
                tokens == null || spec.tokenDimension() == 0
                        ? List.of()
                        : Pieces.stored(TokenVectorCodec.write(tokens)));
        return new Row(chunk.id(), chunk.version(), row, keywords);
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

    private void addWords(Cells row, Chunk chunk) {
        WordText words = WordText.of(analyzer, chunk.passage());
        row.text(Columns.WORDS, words.text());
        row.number(Columns.LENGTH, words.length());
        if (listsTerms) {
            row.list(Columns.TERMS, words.terms());
        }
    }

    private Set<String> addFields(Cells row, Chunk chunk) {
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
        row.list(Columns.VALUES, tokens);
        Set<String> known = new LinkedHashSet<>(keywords);
        spec.fields().tenantField().ifPresent(field -> typed.getOrDefault(field, List.of())
                .forEach(tenant -> {
                    row.text(Columns.TENANT, SafeText.encode((String) tenant));
                    keywords.forEach(keyword -> known.add(Sidecar.of((String) tenant) + keyword));
                }));
        return known;
    }

    private void addBounds(Cells row, String field, FieldType type, List<Object> values) {
        List<String> comparable = values.stream()
                .map(value -> FilterValues.comparable(type, value))
                .sorted()
                .toList();
        boolean none = comparable.isEmpty();
        row.text(columns.low(field), none ? FilterValues.NONE_LOW : comparable.getFirst());
        row.text(columns.high(field), none ? FilterValues.NONE_HIGH : comparable.getLast());
    }
}
