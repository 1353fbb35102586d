package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.broker.BrokerOptions;
import io.vizsla.broker.EmbeddedBroker;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.testkit.MilvusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A cluster as users have it, two indexers and a query process over Kafka and Milvus, spoken to by REST alone: a collection goes
 * over from one model's index to the other's many times, while it is searched and written to without a pause, and in some of the
 * switches an indexer is killed (SIGKILL) at a moment drawn at random and started again.
 *
 * <p>Each answer must name one of the two models and be what that model alone answers: one that read the query by a model and
 * searched the index of the other would be neither. What is written meanwhile is kept out of the answers by a filter; at the end each of it is
 * found once.
 *
 * <p>Arguments: {@code WORK BEIR_FOLDER [switches] [kills] [seed] [server|lite]}: Milvus 2.3.5, or Milvus Lite.
 */
public final class SwitchBenchmark implements AutoCloseable {

    private static final String COLLECTION = "switched";
    private static final String[] MODELS = {"bge-small-en-v1.5", "all-minilm-l6-v2"};
    private static final int DOCUMENTS = 300;
    private static final int QUERIES = 40;
    private static final int LATEST_KILL_MILLIS = 1500;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final Map<String, String> environment;
    private final List<InstanceProcess> indexers = new ArrayList<>();
    private final InstanceProcess query;

    private SwitchBenchmark(Path folder, String bootstrapServers, String milvus)
            throws IOException, InterruptedException {
        this.folder = folder;
        environment = Map.of(
                "VIZSLA_KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "VIZSLA_INDEX_STORE",
                "milvus",
                "VIZSLA_MILVUS_URI",
                milvus,
                "VIZSLA_CLUSTER_ARTEFACTS_DIR",
                folder.resolve("artefacts").toString(),
                "VIZSLA_SECURITY_KEYS",
                "false");
        query = start("query", 0);
        for (int i = 0; i < 2; i++) {
            indexers.add(start("indexer", i));
        }
    }

    /** Runs it; the exit status is 0 only if nothing failed. */
    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[0]));
        BeirFolder corpus = BeirFolder.open(Path.of(args[1]));
        int switches = args.length > 2 ? Integer.parseInt(args[2]) : 100;
        int kills = args.length > 3 ? Integer.parseInt(args[3]) : 10;
        long seed = args.length > 4 ? Long.parseLong(args[4]) : 1;
        boolean lite = args.length > 5 && args[5].equals("lite");
        Path folder = Files.createTempDirectory(work, "switch");
        Path store = Files.createDirectories(folder.resolve("milvus"));
        boolean held;
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(folder.resolve("kafka"), 0));
                MilvusServer milvus = lite ? MilvusServer.lite(store) : MilvusServer.server(store);
                SwitchBenchmark cluster = new SwitchBenchmark(folder, broker.bootstrapServers(), milvus.uri())) {
            held = cluster.run(corpus, switches, kills, new SplittableRandom(seed));
        }
        System.exit(held ? 0 : 1);
    }

    private InstanceProcess start(String role, int number) throws IOException, InterruptedException {
        Map<String, String> own = new HashMap<>(environment);
        own.put("VIZSLA_CLUSTER_ROLE", role);
        own.put("VIZSLA_CLUSTER_INSTANCE", role + "-" + number);
        return InstanceProcess.start(folder.resolve(role + "-" + number), own);
    }

    private boolean run(BeirFolder corpus, int switches, int kills, SplittableRandom random) throws Exception {
        RunningInstance rest = query.instance();
        rest.create(COLLECTION, "{\"fields\": {\"" + ModelAnswers.FIELD + "\": \"keyword\"}}");
        fill(rest, corpus);
        List<String> queries = queries(corpus);
        ModelAnswers answers = new ModelAnswers(rest, COLLECTION, queries);
        answers.learn(MODELS[0]);
        rest.post(path("rebuild"), "{\"model\": \"" + MODELS[1] + "\"}");
        awaitDone();
        answers.learn(MODELS[1]);
        System.out.printf("%d of %d queries tell the models apart%n", answers.telling(), queries.size());
        TreeSet<Integer> killed = new TreeSet<>();
        while (killed.size() < Math.min(kills, switches)) {
            killed.add(random.nextInt(switches));
        }
        int stuck = 0;
        int written;
        List<Double> seconds = new ArrayList<>();
        try (AnswerLoad one = new AnswerLoad(answers);
                AnswerLoad other = new AnswerLoad(answers);
                SteadyWrites writes = new SteadyWrites(rest, COLLECTION)) {
            for (int i = 0; i < switches && stuck == 0; i++) {
                String from = served();
                long start = System.nanoTime();
                rest.post(path("rebuild/rollback"), "{}");
                if (killed.contains(i)) {
                    Thread.sleep(random.nextInt(LATEST_KILL_MILLIS));
                    killAndRestart(random.nextInt(indexers.size()));
                }
                awaitDone();
                seconds.add((System.nanoTime() - start) / 1e9);
                stuck += served().equals(from) ? 1 : 0;
                if (killed.contains(i)) {
                    System.out.printf("switch %d, an indexer killed: done after %.1f s%n", i + 1, seconds.getLast());
                }
            }
            System.out.println(one.end());
            System.out.println(other.end());
            written = writes.end();
            seconds.sort(null);
            System.out.printf(
                    "%d switches, half of them in %.2f s, the longest %.1f s; %d kills; %d switches that did not switch%n",
                    seconds.size(), seconds.get(seconds.size() / 2), seconds.getLast(), killed.size(), stuck);
            System.out.printf("%d documents written meanwhile, %d not taken%n", written, writes.failed());
            int wrong = writes.wrong();
            System.out.printf("%d documents are not found, or not once%n", wrong);
            return stuck == 0 && one.held() && other.held() && writes.failed() == 0 && wrong == 0;
        }
    }

    /** Sends some documents of the corpus and returns once all can be found. */
    private static void fill(RunningInstance rest, BeirFolder corpus) throws InterruptedException {
        int[] sent = {0};
        corpus.forEachDocument(document -> {
            if (sent[0] < DOCUMENTS) {
                sent[0]++;
                rest.put(path("documents/" + document.id()), ModelAnswers.document(document));
            }
        });
        while (rest.get("/v1/collections/" + COLLECTION)
                        .at("/documents/indexed")
                        .asInt()
                < sent[0]) {
            Thread.sleep(200);
        }
    }

    private void killAndRestart(int number) throws IOException, InterruptedException {
        indexers.get(number).kill();
        indexers.set(number, start("indexer", number));
    }

    private void awaitDone() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode progress = query.instance().get(path("rebuild"));
        while (!progress.path("state").asText().equals("done")) {
            if (progress.path("state").asText().equals("failed") || System.nanoTime() > end) {
                throw new IllegalStateException("no switch: " + progress);
            }
            Thread.sleep(50);
            progress = query.instance().get(path("rebuild"));
        }
    }

    /** Returns the model of the index that serves. */
    private String served() {
        return query.instance()
                .get("/v1/collections/" + COLLECTION)
                .path("model")
                .asText();
    }

    private static String path(String call) {
        return "/v1/collections/" + COLLECTION + "/" + call;
    }

    private static List<String> queries(BeirFolder corpus) throws IOException {
        return corpus.queries().values().stream().limit(QUERIES).toList();
    }

    @Override
    public void close() {
        indexers.forEach(InstanceProcess::close);
        query.close();
    }
}
