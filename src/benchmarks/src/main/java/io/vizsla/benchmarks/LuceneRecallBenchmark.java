package io.vizsla.benchmarks;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures recall@10 of the Lucene index against exact search over the same vectors, with queries a second beside it.
 *
 * <p>Usage: {@code LuceneRecallBenchmark FOLDER synthetic [COUNT [SEED]]}; {@code FOLDER encoded PRECISION SET} for the
 * passages and queries of a set, with folder, precision and set as {@link FusionBenchmark} takes them; or {@code FOLDER
 * files VECTORS QUERIES} with files of little-endian floats, {@value #DIMENSION} a vector, row after row.
 *
 * <p>The synthetic vectors are {@link ClusteredVectors}; queries are drawn from the same distribution.
 */
public final class LuceneRecallBenchmark {

    private static final int DIMENSION = 384;
    private static final int K = 10;
    private static final int QUERIES = 1000;
    private static final int BATCH = 500;
    private static final PrintStream OUT = System.out;

    private LuceneRecallBenchmark() {}

    /** Runs the benchmark and prints a table. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        if (args[1].equals("encoded")) {
            measureEncoded(folder, args[2], BenchmarkSet.of(args[3]));
            return;
        }
        float[][] vectors;
        float[][] queries;
        if (args[1].equals("files")) {
            vectors = read(Path.of(args[2]));
            queries = read(Path.of(args[3]));
        } else {
            int count = args.length > 2 ? Integer.parseInt(args[2]) : 200_000;
            long seed = args.length > 3 ? Long.parseLong(args[3]) : 42;
            ClusteredVectors clusters = new ClusteredVectors(DIMENSION, seed);
            vectors = clusters.draw(count);
            queries = clusters.draw(QUERIES);
            OUT.printf("synthetic vectors, seed %d%n", seed);
        }
        measure(folder, vectors, queries);
    }

    private static void measure(Path folder, float[][] vectors, float[][] queries) {
        IndexSpec spec = new IndexSpec("recall", new Space("recall"), DIMENSION, 0, "und", FieldSchema.EMPTY);
        LucenePassageIndexes indexes = new LucenePassageIndexes(folder, LuceneOptions.DEFAULTS);
        indexes.drop("recall");
        try (PassageIndex index = indexes.open(spec)) {
            long start = System.nanoTime();
            fill(index, vectors);
            OUT.printf(
                    "%,d vectors of %d dimensions written in %.1f s (%,.0f MB)%n",
                    vectors.length, DIMENSION, seconds(start), index.stats().bytes() / 1e6);
            compare(index, queries);
        } finally {
            indexes.drop("recall");
        }
    }

    private static void measureEncoded(Path work, String precision, BenchmarkSet set) {
        LuceneOptions options = LuceneOptions.DEFAULTS;
        PassageIndexes indexes =
                new LucenePassageIndexes(work.resolve("index-" + precision.split(":")[0]), options);
        try (Encoder encoder = FusionBenchmark.encoder(work, precision);
                BeirCollection collection = BeirCollection.open(set.folder(), indexes, encoder)) {
            List<EncodingInput> texts =
                    set.queries().values().stream().map(EncodingInput::query).toList();
            PassageIndex index = collection.collection().index();
            OUT.printf(
                    "%s: %,d chunks, %,d queries%n", set.label(), index.stats().chunks(), texts.size());
            compare(index, encoder.encode(texts).dense());
        }
    }

    private static void compare(PassageIndex index, float[][] queries) {
        List<Set<ChunkId>> expected = new ArrayList<>();
        long start = System.nanoTime();
        for (float[] query : queries) {
            expected.add(ids(index, IndexQuery.dense(query, K).exactly()));
        }
        OUT.printf("exact: %,.0f queries/s%n", queries.length / seconds(start));
        search(index, queries, expected, "first pass");
        search(index, queries, expected, "warm");
    }

    private static void fill(PassageIndex index, float[][] vectors) {
        List<EncodedChunk> batch = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            ChunkId id = new ChunkId(new DocumentRef("recall", "d" + i), 0);
            batch.add(new EncodedChunk(
                    new Chunk(id, 1, "", List.of(), "text", 0, 4, Map.of(), "hash"), vectors[i], null));
            if (batch.size() == BATCH || i == vectors.length - 1) {
                index.upsert(new Batch(batch));
                batch.clear();
            }
        }
        index.flush();
    }

    private static void search(PassageIndex index, float[][] queries, List<Set<ChunkId>> expected, String name) {
        long found = 0;
        long[] nanos = new long[queries.length];
        for (int i = 0; i < queries.length; i++) {
            long start = System.nanoTime();
            Set<ChunkId> ids = ids(index, IndexQuery.dense(queries[i], K));
            nanos[i] = System.nanoTime() - start;
            ids.retainAll(expected.get(i));
            found += ids.size();
        }
        double total = Arrays.stream(nanos).sum() / 1e9;
        Arrays.sort(nanos);
        OUT.printf(
                "%s: recall@%d %.4f, %,.0f queries/s, p50 %.2f ms, p99 %.2f ms%n",
                name,
                K,
                (double) found / (K * queries.length),
                queries.length / total,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6);
    }

    private static Set<ChunkId> ids(PassageIndex index, IndexQuery query) {
        Set<ChunkId> ids = new HashSet<>();
        for (Hit hit : index.search(query)) {
            ids.add(hit.id());
        }
        return ids;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static float[][] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[][] vectors = new float[bytes.remaining() / 4 / DIMENSION][DIMENSION];
        for (float[] vector : vectors) {
            bytes.asFloatBuffer().get(vector);
            bytes.position(bytes.position() + 4 * DIMENSION);
        }
        return vectors;
    }
}
