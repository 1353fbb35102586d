package io.vizsla.benchmarks;

import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a user of a running instance gets, over REST: the rate of ingest beside the encoder's own on the same texts, the
 * latency of searches with one client, the throughput with eight, and the latency while documents are being indexed.
 *
 * <p>Arguments: the instance's URL, a BEIR folder, a folder for models, then optionally how many documents the encoder
 * alone encodes (1000). Queries are the folder's own, each asked once in a measurement, so that no cache answers.
 */
public final class ServiceBenchmark {

    private static final String COLLECTION = "service-benchmark";
    private static final int WARM_UP = 1000;
    private static final int ONE_CLIENT = 400;
    private static final int CLIENTS = 8;

    private final RunningInstance instance;
    private final BeirFolder folder;
    private final List<String> queries;
    private int next;

    private ServiceBenchmark(RunningInstance instance, BeirFolder folder) {
        this.instance = instance;
        this.folder = folder;
        this.queries = List.copyOf(folder.queries().values());
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws Exception {
        BeirFolder folder = BeirFolder.open(Path.of(args[1]));
        double alone = encoderAlone(folder, Path.of(args[2]), args.length > 3 ? Integer.parseInt(args[3]) : 1000);
        ServiceBenchmark benchmark = new ServiceBenchmark(new RunningInstance(args[0]), folder);
        benchmark.ingest(alone);
        benchmark.searches();
        System.exit(0);
    }

    /** Returns how many tokens a second the encoder computes when nothing else is done. */
    private static double encoderAlone(BeirFolder folder, Path models, int most) throws IOException {
        ModelFolder model = BuiltInModels.ensure(models, BuiltInModels.DEFAULT);
        List<EncodingInput> passages = new ArrayList<>();
        folder.forEachDocument(document -> {
            if (passages.size() < most) {
                passages.add(EncodingInput.passage(document.title() + "\n" + document.text()));
            }
        });
        try (Encoder encoder = OnnxBiEncoder.open(model.path(), model.manifest(), EncoderOptions.defaults())) {
            encoder.encode(passages.subList(0, 100));
            long start = System.nanoTime();
            EncodedBatch batch = encoder.encode(passages);
            double rate = Arrays.stream(batch.tokenCounts()).sum() / seconds(start);
            System.out.printf(Locale.ROOT, "encoder alone            %8.0f tokens/s%n", rate);
            return rate;
        }
    }

    private void ingest(double alone) throws IOException {
        instance.renew(COLLECTION);
        double before = instance.metric("vizsla_encoder_tokens_total", "passage");
        long start = System.nanoTime();
        instance.ingest(COLLECTION, folder, Integer.MAX_VALUE, "");
        double rate = (instance.metric("vizsla_encoder_tokens_total", "passage") - before) / seconds(start);
        System.out.printf(
                Locale.ROOT,
                "ingest to searchable     %8.0f tokens/s, %.2f of the encoder alone, %.0f s%n",
                rate,
                rate / alone,
                seconds(start));
    }

    private void searches() throws Exception {
        measure(WARM_UP);
        double quiet = print("one client, hybrid", measure(ONE_CLIENT));
        throughput();
        try (ExecutorService background = Executors.newSingleThreadExecutor()) {
            Future<?> ingest = background.submit(() -> {
                instance.renew(COLLECTION + "-2");
                instance.ingest(COLLECTION + "-2", folder, 1000, " again");
                return true;
            });
            Thread.sleep(2000);
            double busy = print("during ingest, hybrid", measure(ONE_CLIENT / 2));
            System.out.printf(Locale.ROOT, "  p50 during ingest is %.2f times the quiet one%n", busy / quiet);
            System.out.println(
                    "  ingest was " + (ingest.isDone() ? "over before the searches were" : "running throughout"));
            ingest.get();
        }
    }

    private double[] measure(int count) {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            millis[i] = instance.search(COLLECTION, query(next++), "hybrid");
        }
        return millis;
    }

    private void throughput() throws InterruptedException, ExecutionException {
        AtomicInteger asked = new AtomicInteger();
        List<Future<?>> clients = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    for (int n = asked.getAndIncrement(); n < ONE_CLIENT; n = asked.getAndIncrement()) {
                        instance.search(COLLECTION, query(next + n), "hybrid");
                    }
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        next += ONE_CLIENT;
        System.out.printf(
                Locale.ROOT, "%-24s %8.0f searches/s%n", CLIENTS + " clients, hybrid", ONE_CLIENT / seconds(start));
    }

    /** Returns the folder's queries in turn; when they are used up, anew with a number that makes them different. */
    private String query(int n) {
        String text = queries.get(n % queries.size());
        return n < queries.size() ? text : text + " " + n / queries.size();
    }

    private static double print(String what, double[] millis) {
        Arrays.sort(millis);
        double p50 = millis[millis.length / 2];
        System.out.printf(
                Locale.ROOT, "%-24s p50 %6.1f ms, p99 %6.1f ms%n", what, p50, millis[(int) (millis.length * 0.99)]);
        return p50;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
