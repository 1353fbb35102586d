package io.vizsla.benchmarks;

import com.google.gson.JsonObject;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.benchmarks.ingest.CountedEncoder;
import io.vizsla.benchmarks.ingest.KafkaToMilvus;
import io.vizsla.benchmarks.ingest.OwnProcessor;
import io.vizsla.benchmarks.ingest.ProcessorTime;
import io.vizsla.benchmarks.ingest.ReadyVectors;
import io.vizsla.benchmarks.peer.BareMilvus;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.index.milvus.MilvusPassageIndexes;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.testkit.MilvusServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The rate of ingest from Kafka to searchable in a real Milvus (2.3.5), with everything that the promise of it takes: with ready vectors
 * beside a bare loop of the SDK's upserts of the very same rows, and with the default model beside what the encoder does alone.
 *
 * <p>Arguments: an empty folder, how many documents with ready vectors (60000), and optionally a BEIR folder, a folder for models, and
 * how many of its documents are encoded (1000). With {@code apart} anywhere among them Milvus has one processor and this process
 * another one, as where they are different machines; else both have all.
 */
public final class MilvusIngestBenchmark {

    private static final int DIMENSION = 384;
    private static final int VECTORS = 2000;
    private static final int ROUNDS = 3;
    private static final int WORDS = 100;
    private static final int DIFFERENT_WORDS = 20_000;
    private static final long SEED = 42;
    /** Of one processor: what Milvus does when it has nothing to do is less. */
    private static final double QUIET = 0.3;

    private static final int QUIET_SECONDS = 3;
    private static final int MOST_SECONDS = 120;
    private static final String INDEX = "ingest";
    private static final String BARE = "bare";
    private static final String APART = "apart";
    private static final FieldSchema FIELDS =
            FieldSchema.of(Map.of("year", FieldType.INTEGER, "venue", FieldType.KEYWORD));
    private static final PrintStream OUT = System.out;

    private final Path folder;
    private final MilvusServer server;
    private final MilvusPassageIndexes indexes;
    /** By what was timed last. */
    private ProcessorTime used = new ProcessorTime(0, 0);

    private MilvusIngestBenchmark(Path folder, MilvusServer server, MilvusPassageIndexes indexes) {
        this.folder = folder;
        this.server = server;
        this.indexes = indexes;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of(arguments));
        boolean apart = args.remove(APART);
        Path folder = Files.createDirectories(Path.of(args.getFirst()));
        try (MilvusServer server = MilvusServer.server(Files.createDirectories(folder.resolve("milvus")));
                MilvusPassageIndexes indexes = new MilvusPassageIndexes(MilvusOptions.of(server.uri()))) {
            if (apart) {
                OwnProcessor.part(server.handle());
            }
            MilvusIngestBenchmark benchmark = new MilvusIngestBenchmark(folder, server, indexes);
            benchmark.ready(args.size() > 1 ? Integer.parseInt(args.get(1)) : 60_000);
            if (args.size() > 3) {
                int most = args.size() > 4 ? Integer.parseInt(args.get(4)) : 1000;
                benchmark.encoded(documents(BeirFolder.open(Path.of(args.get(2))), most), Path.of(args.get(3)));
            }
        }
        System.exit(0);
    }

    private void ready(int count) throws InterruptedException {
        Encoder encoder = new ReadyVectors(new ClusteredVectors(DIMENSION, SEED).draw(VECTORS));
        List<DocumentBody> documents = drawn(count);
        OUT.printf("%,d documents with ready vectors of %d dimensions, seed %d%n", count, DIMENSION, SEED);
        double[] ratios = new double[ROUNDS];
        // The first round, in which the code is compiled, does not count.
        for (int round = 0; round <= ROUNDS; round++) {
            double ours = count / ingest("ready-" + round, documents, encoder);
            ProcessorTime oursTook = used;
            double bare = count / upsert(encoder);
            OUT.printf(
                    "%s: Kafka to searchable %,8.0f rows/s, bare upserts %,8.0f rows/s, ratio %.2f%n",
                    round == 0 ? "warm-up" : "round " + round, ours, bare, ours / bare);
            OUT.printf(
                    "  seconds of processors, this process and Milvus: %.1f and %.1f, bare %.1f and %.1f%n",
                    oursTook.own(), oursTook.server(), used.own(), used.server());
            if (round > 0) {
                ratios[round - 1] = ours / bare;
            }
            indexes.drop(INDEX);
            indexes.drop(BARE);
        }
        Arrays.sort(ratios);
        OUT.printf("median ratio %.2f%n", ratios[ROUNDS / 2]);
    }

    private double ingest(String name, List<DocumentBody> documents, Encoder encoder) throws InterruptedException {
        try (KafkaToMilvus path = new KafkaToMilvus(folder.resolve(name), INDEX)) {
            path.send(documents);
            rest();
            ProcessorTime before = ProcessorTime.now(server.handle());
            double seconds = path.index(indexes, encoder, FIELDS, documents.size());
            used = ProcessorTime.now(server.handle()).since(before);
            return seconds;
        }
    }

    /** Waits until Milvus does nothing any more: it goes on with what it was given before, which must not count. */
    private void rest() throws InterruptedException {
        int quiet = 0;
        double before = ProcessorTime.now(server.handle()).server();
        for (int second = 0; quiet < QUIET_SECONDS && second < MOST_SECONDS; second++) {
            Thread.sleep(1000);
            double now = ProcessorTime.now(server.handle()).server();
            quiet = now - before < QUIET ? quiet + 1 : 0;
            before = now;
        }
    }

    /** The rows are those that are in our index; making them costs the loop nothing. */
    private double upsert(Encoder encoder) throws InterruptedException {
        indexes.open(KafkaToMilvus.spec(BARE, encoder.card(), FIELDS)).close();
        try (BareMilvus source = new BareMilvus(server.uri(), INDEX);
                BareMilvus target = new BareMilvus(server.uri(), BARE)) {
            List<JsonObject> rows = source.rows();
            rest();
            ProcessorTime before = ProcessorTime.now(server.handle());
            double seconds = target.upsert(rows);
            used = ProcessorTime.now(server.handle()).since(before);
            return seconds;
        }
    }

    private void encoded(List<DocumentBody> documents, Path models) throws IOException, InterruptedException {
        ModelFolder model = BuiltInModels.ensure(models, BuiltInModels.DEFAULT);
        try (Encoder encoder = OnnxBiEncoder.open(model.path(), model.manifest(), EncoderOptions.defaults())) {
            List<EncodingInput> texts = documents.stream()
                    .map(document -> EncodingInput.passage(document.title() + "\n" + document.text()))
                    .toList();
            encoder.encode(texts.subList(0, Math.min(100, texts.size())));
            CountedEncoder counted = new CountedEncoder(encoder);
            long start = System.nanoTime();
            counted.encode(texts);
            double alone = counted.tokens() / ((System.nanoTime() - start) / 1e9);
            long before = counted.tokens();
            double seconds = ingest("encoded", documents, counted);
            double ours = (counted.tokens() - before) / seconds;
            OUT.printf(
                    "%,d documents: encoder alone %,.0f tokens/s, Kafka to searchable %,.0f tokens/s, ratio %.2f%n",
                    documents.size(), alone, ours, ours / alone);
        }
        indexes.drop(INDEX);
    }

    private static List<DocumentBody> documents(BeirFolder folder, int most) throws IOException {
        List<DocumentBody> documents = new ArrayList<>();
        folder.forEachDocument(document -> {
            if (documents.size() < most) {
                documents.add(DocumentBody.ofText(document.title(), document.text(), Map.of(), null));
            }
        });
        return documents;
    }

    private static List<DocumentBody> drawn(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<DocumentBody> documents = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int w = 0; w < WORDS; w++) {
                double skew = random.nextDouble();
                text.append(w == 0 ? "" : " ").append("w").append((int) (DIFFERENT_WORDS * skew * skew * skew));
            }
            documents.add(DocumentBody.ofText(
                    "document " + i, text.toString(), Map.of("year", 1990 + i % 40, "venue", "v" + i % 100), null));
        }
        return documents;
    }
}
