package io.vizsla.benchmarks;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Space;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexQuery;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.benchmarks.peer.BareMilvus;
import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.index.milvus.MilvusPassageIndexes;
import io.vizsla.testkit.MilvusServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What our search adds to the bare call of Milvus' SDK: both ask the same collection of a real server (2.3.5) for the same nearest
 * vectors in the same way, in an order that is drawn for each query; times are of single searches, one after another.
 *
 * <p>Arguments: an empty folder, then optionally how many vectors (50000), how many searches (5000) and a seed (42).
 */
public final class MilvusOverheadBenchmark {

    private static final int DIMENSION = 384;
    private static final int K = 10;
    private static final int BATCH = 500;
    private static final int WARM_UP = 1000;
    private static final long SETTLE_SECONDS = 15;
    private static final String INDEX = "overhead";
    private static final PrintStream OUT = System.out;

    private final PassageIndex index;
    private final BareMilvus bare;
    private final float[][] queries;
    private final SplittableRandom random;
    private int differing;

    private MilvusOverheadBenchmark(PassageIndex index, BareMilvus bare, float[][] queries, long seed) {
        this.index = index;
        this.bare = bare;
        this.queries = queries;
        this.random = new SplittableRandom(seed);
    }

    /** Runs the benchmark; ends with status 1 if the two ways find different chunks. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 50_000;
        int searches = args.length > 2 ? Integer.parseInt(args[2]) : 5000;
        long seed = args.length > 3 ? Long.parseLong(args[3]) : 42;
        int differing;
        try (MilvusServer server = MilvusServer.server(folder);
                MilvusPassageIndexes indexes = new MilvusPassageIndexes(MilvusOptions.of(server.uri()));
                PassageIndex index = indexes.open(spec())) {
            ClusteredVectors vectors = new ClusteredVectors(DIMENSION, seed);
            fill(index, vectors.draw(count));
            // Beyond the time in which a search waits for what was written just now.
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            OUT.printf(
                    "%,d vectors of %d dimensions, %,d searches of each kind, seed %d%n",
                    count, DIMENSION, searches, seed);
            try (BareMilvus bare = new BareMilvus(server.uri(), INDEX)) {
                MilvusOverheadBenchmark benchmark =
                        new MilvusOverheadBenchmark(index, bare, vectors.draw(searches), seed);
                benchmark.measure("nearest " + K, null);
                benchmark.measure("with a filter", new Filter.Compare("year", Operator.GTE, 2000L));
                differing = benchmark.differing;
            }
        }
        if (differing > 0) {
            OUT.printf("%,d answers differ%n", differing);
        }
        System.exit(differing == 0 ? 0 : 1);
    }

    private static IndexSpec spec() {
        return new IndexSpec(
                INDEX, new Space("overhead"), DIMENSION, 0, "und", FieldSchema.of(Map.of("year", FieldType.INTEGER)));
    }

    private static void fill(PassageIndex index, float[][] vectors) {
        List<EncodedChunk> batch = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            ChunkId id = new ChunkId(new DocumentRef(INDEX, "d" + i), 0);
            Chunk chunk = new Chunk(id, 1, "", List.of(), "text " + i, 0, 4, Map.of("year", 1990 + i % 40), "hash");
            batch.add(new EncodedChunk(chunk, vectors[i], null));
            if (batch.size() == BATCH || i == vectors.length - 1) {
                index.upsert(new Batch(batch));
                batch.clear();
            }
        }
        index.flush();
    }

    private void measure(String what, @Nullable Filter filter) {
        String expression = filter == null ? "" : yearFrom(2000);
        for (int i = 0; i < WARM_UP; i++) {
            float[] query = queries[i % queries.length];
            ours(query, filter);
            bare.search(query, K, expression);
        }
        long[] ours = new long[queries.length];
        long[] theirs = new long[queries.length];
        List<float[]> unlike = new ArrayList<>();
        for (int i = 0; i < queries.length; i++) {
            boolean oursFirst = random.nextBoolean();
            List<Float> first = null;
            for (int turn = 0; turn < 2; turn++) {
                long start = System.nanoTime();
                List<Float> scores =
                        oursFirst == (turn == 0) ? ours(queries[i], filter) : bare.search(queries[i], K, expression);
                (oursFirst == (turn == 0) ? ours : theirs)[i] = System.nanoTime() - start;
                if (first != null && !first.equals(scores)) {
                    unlike.add(queries[i]);
                }
                first = scores;
            }
        }
        // The server may go over to a segment with another graph between the two; then they agree when asked again.
        long still = unlike.stream()
                .filter(query -> !ours(query, filter).equals(bare.search(query, K, expression)))
                .count();
        differing += (int) still;
        OUT.printf("%s: %,d of %,d answers unlike, %,d when asked again%n", what, unlike.size(), queries.length, still);
        Percentiles added = Percentiles.of(ours)
                .print(OUT, "  ours    ")
                .minus(Percentiles.of(theirs).print(OUT, "  bare SDK"));
        added.print(OUT, "  added   ");
    }

    /** Returns the scores, best first: of equally near chunks either may stand first. */
    private List<Float> ours(float[] query, @Nullable Filter filter) {
        return index.search(IndexQuery.dense(query, K).filtered(filter)).list().stream()
                .map(hit -> (float) hit.score())
                .toList();
    }

    /** The years as our index keeps them: comparable texts, see the guide on Milvus. */
    private static String yearFrom(long year) {
        return "high_0 >= \"=" + Long.toHexString(year ^ Long.MIN_VALUE) + "\"";
    }
}
