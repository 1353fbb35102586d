package io.vizsla.testkit;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.TokenVectors;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random chunks and filters of a small world, so that collisions and near misses happen. Vectors lie in clusters, as
 * those of real texts do.
 */
public final class RandomChunks {

    /** The fields of the random metadata: one of each type but tenants, {@code tags} with several values. */
    public static final FieldSchema FIELDS = FieldSchema.of(Map.of(
            "tags", FieldType.KEYWORD,
            "year", FieldType.INTEGER,
            "price", FieldType.NUMBER,
            "open", FieldType.BOOLEAN,
            "day", FieldType.DATE));

    private static final List<String> TAGS = List.of(
            "a", "ab", "abc", "b", "B", "", "a b", "a*", "\"a\"", "a\\", "ä", "\uD83D\uDE00", "\uD800", "a:b OR c");
    private static final int CLUSTERS = 20;

    private final SplittableRandom random;
    private final int dimension;
    private final int tokenDimension;
    private final float[][] centers;

    /** Makes chunks of these dimensions; 0 token dimensions for none. */
    public RandomChunks(SplittableRandom random, int dimension, int tokenDimension) {
        this.random = random;
        this.dimension = dimension;
        this.tokenDimension = tokenDimension;
        this.centers = new float[CLUSTERS][];
        for (int i = 0; i < CLUSTERS; i++) {
            centers[i] = noise(new float[dimension], 1);
        }
    }

    /** Returns a chunk with random text, vectors and metadata. */
    @SuppressWarnings("NullAway") // the record does admit null values, but its class file does not say so
    public EncodedChunk chunk(DocumentRef document, int ordinal, long version) {
        String text = words(1 + random.nextInt(25));
        Chunk chunk = new Chunk(
                new ChunkId(document, ordinal),
                version,
                random.nextInt(3) == 0 ? "" : words(2),
                random.nextBoolean() ? List.of() : List.of(words(1), words(2)),
                text,
                ordinal * 100,
                ordinal * 100 + text.length(),
                metadata(),
                "hash-" + version);
        return new EncodedChunk(chunk, vector(), tokens());
    }

    /** Returns {@code count} chunks, one a document, of version 1. */
    public List<EncodedChunk> chunks(String collection, int count) {
        List<EncodedChunk> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chunks.add(chunk(new DocumentRef(collection, "d" + i), 0, 1));
        }
        return chunks;
    }

    /** Returns a unit vector near one of the clusters. */
    public float[] vector() {
        return noise(centers[random.nextInt(CLUSTERS)], 0.7f);
    }

    /** Returns random words, some common, some rare. */
    public String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double skew = random.nextDouble();
            words.append(i == 0 ? "" : " ").append("w").append((int) (300 * skew * skew * skew));
        }
        return words.toString();
    }

    /** Returns a random filter that is valid for {@link #FIELDS}. */
    public Filter filter(int depth) {
        int kind = depth <= 1 ? 3 : random.nextInt(5);
        return switch (kind) {
            case 0 -> new Filter.And(filters(depth - 1));
            case 1 -> new Filter.Or(filters(depth - 1));
            case 2 -> new Filter.Not(filter(depth - 1));
            default -> compare();
        };
    }

    private List<Filter> filters(int depth) {
        List<Filter> filters = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            filters.add(filter(depth));
        }
        return filters;
    }

    private Filter compare() {
        List<String> names = List.copyOf(FIELDS.fields().keySet());
        String field = names.get(random.nextInt(names.size()));
        FieldType type = FIELDS.type(field).orElseThrow();
        Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
        return switch (operator) {
            case EXISTS -> new Filter.Compare(field, operator, random.nextBoolean());
            case IN -> new Filter.Compare(field, operator, List.of(stored(type), stored(type), stored(type)));
            case PREFIX, CONTAINS -> new Filter.Compare("tags", operator, part());
            case GT, GTE, LT, LTE -> new Filter.Compare(field, type.isOrdered() ? operator : Operator.EQ, stored(type));
            case EQ, NE -> new Filter.Compare(field, operator, stored(type));
        };
    }

    /** Returns a tag, or what is left of it between two places. */
    private String part() {
        String tag = TAGS.get(random.nextInt(TAGS.size()));
        int from = random.nextInt(tag.length() + 1);
        return random.nextBoolean() ? tag : tag.substring(from, random.nextInt(from, tag.length() + 1));
    }

    private Object stored(FieldType type) {
        return switch (type) {
            case KEYWORD -> TAGS.get(random.nextInt(TAGS.size()));
            case INTEGER -> integer();
            case NUMBER -> number();
            case BOOLEAN -> random.nextBoolean();
            case DATE -> day().toEpochDay() * 86_400_000L;
            case TENANT -> "t" + random.nextInt(3);
        };
    }

    private Map<String, @Nullable Object> metadata() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        if (random.nextInt(4) > 0) {
            List<String> tags = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                tags.add(TAGS.get(random.nextInt(TAGS.size())));
            }
            metadata.put("tags", tags);
        }
        if (random.nextInt(4) > 0) {
            metadata.put("year", integer());
        }
        if (random.nextInt(4) > 0) {
            metadata.put("price", random.nextBoolean() ? (Object) number() : List.of(number(), number()));
        }
        if (random.nextInt(4) > 0) {
            metadata.put("open", random.nextBoolean());
        }
        metadata.put("day", random.nextInt(4) > 0 ? day().toString() : null);
        metadata.put("free", Map.of("of", List.of("schema", 1, 2.5, true)));
        return metadata;
    }

    private long integer() {
        return switch (random.nextInt(12)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MIN_VALUE;
            default -> random.nextInt(-3, 4);
        };
    }

    private double number() {
        return switch (random.nextInt(12)) {
            case 0 -> -0.0;
            case 1 -> Double.MAX_VALUE;
            case 2 -> Double.MIN_VALUE;
            default -> random.nextInt(-2, 3) / 2.0;
        };
    }

    private LocalDate day() {
        return LocalDate.of(2024, 2, 27).plusDays(random.nextInt(5));
    }

    private @Nullable TokenVectors tokens() {
        if (tokenDimension == 0) {
            return null;
        }
        int count = random.nextInt(6);
        byte[] codes = new byte[count * tokenDimension];
        random.nextBytes(codes);
        float[] scales = new float[count];
        for (int i = 0; i < count; i++) {
            scales[i] = (float) random.nextDouble(0.001, 0.01);
        }
        return new TokenVectors(count, tokenDimension, codes, scales);
    }

    private float[] noise(float[] center, float spread) {
        float[] vector = new float[dimension];
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            vector[i] = center[i] + spread * (float) (random.nextDouble(-1, 1) * 1.7 / Math.sqrt(dimension));
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
