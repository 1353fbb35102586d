package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.evaluation.Evaluation;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.Run;
import io.vizsla.evaluation.ScoredDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole of a refresh as a user has it, over REST alone: starts an instance, sends the documents and the judgements of
 * one split, has the model refreshed while somebody searches, asks the queries of another split before and after, all of them
 * and those that share no document with what was learned, and goes back. Where the documents are indexed anew it asks once more
 * when that is over.
 *
 * <p>Arguments: an empty folder, the set to learn from, the set to ask, and settings as {@code name=value}, which go into
 * the request of the refresh ({@code kind}, {@code strategy}, {@code epochs}, {@code precision}), but for {@code foreign}, a set
 * whose queries the documents do not answer: what scores are worth as probabilities is asked of both. Ends with status 1 if a search failed, the gate
 * refused the model, the test queries did not gain, or the way back did not give what was found before.
 */
public final class RefreshOverRest {

    private static final String COLLECTION = "refresh-over-rest";
    private static final Set<String> OVER = Set.of("PASSED", "REFUSED", "FAILED", "CANCELLED");
    private static final int CHUNKS = 50;
    private static final int QUIET_MILLIS = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningInstance instance;
    private final BenchmarkSet train;
    private final BenchmarkSet test;
    private final ScoreCheck scores;
    private boolean isWell = true;

    private RefreshOverRest(
            RunningInstance instance, BenchmarkSet train, BenchmarkSet test, @Nullable BenchmarkSet foreign) {
        this.instance = instance;
        this.scores = new ScoreCheck(instance, COLLECTION, test, foreign);
        this.train = train;
        this.test = test;
    }

    /** Runs it and prints what it came to. */
    public static void main(String[] args) throws Exception {
        BenchmarkSet train = BenchmarkSet.of(args[1]);
        BenchmarkSet test = BenchmarkSet.of(args[2]);
        ObjectNode settings = JSON.createObjectNode().put("collection", COLLECTION);
        BenchmarkSet foreign = null;
        for (int i = 3; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            if (pair[0].equals("foreign")) {
                foreign = BenchmarkSet.of(pair[1]);
                continue;
            }
            settings.set(pair[0], pair[1].matches("[0-9.eE-]+") ? JSON.readTree(pair[1]) : settings.textNode(pair[1]));
        }
        boolean isWell;
        long start = System.nanoTime();
        try (InstanceProcess process = InstanceProcess.start(Path.of(args[0]).resolve("over-rest"))) {
            tell("start", since(start), "");
            RefreshOverRest run = new RefreshOverRest(process.instance(), train, test, foreign);
            run.run(settings);
            isWell = run.isWell;
        }
        tell("all of it", since(start), "");
        System.exit(isWell ? 0 : 1);
    }

    private void run(ObjectNode settings) throws IOException, InterruptedException {
        long start = System.nanoTime();
        instance.renew(COLLECTION);
        instance.ingest(COLLECTION, train.folder(), Integer.MAX_VALUE, "");
        tell("ingest", since(start), "documents can be found");
        start = System.nanoTime();
        instance.judge(COLLECTION, train);
        tell("judgements", since(start), train.queries().size() + " queries");
        start = System.nanoTime();
        Asked before = ask();
        tell("test before", since(start), test.queries().size() + " queries, dense and hybrid");
        scores.print("before");
        quiet();
        JsonNode job = refresh(settings);
        if (!job.path("strategy").asText().equals("reindex")) {
            start = System.nanoTime();
            Asked after = ask();
            tell("test after", since(start), "read by " + model());
            compare(before, after);
            scores.print("after");
        }
        if (!job.path("strategy").asText().equals("query-only")) {
            untilIndexed("indexed anew");
            compare(before, ask());
        }
        back(before, job);
    }

    private void untilIndexed(String what) throws InterruptedException {
        long start = System.nanoTime();
        JsonNode rebuild = rebuild();
        while (rebuild.at("/state").asText().equals("building")) {
            Thread.sleep(500);
            rebuild = rebuild();
        }
        tell(what, since(start), rebuild.at("/state").asText() + ", read by " + model());
        check(rebuild.at("/state").asText().equals("done"), "the documents are not indexed anew: " + rebuild);
    }

    private JsonNode rebuild() {
        return instance.get("/v1/collections/" + COLLECTION + "/rebuild");
    }

    private void quiet() throws InterruptedException {
        // The first searches pay for the compiler.
        try (SearchLoad warmUp = load()) {
            Thread.sleep(QUIET_MILLIS);
        }
        SearchLoad load = load();
        Thread.sleep(QUIET_MILLIS);
        tell("searches before", QUIET_MILLIS / 1e3, load.end());
    }

    private SearchLoad load() {
        return new SearchLoad(instance, COLLECTION, List.copyOf(train.queries().values()));
    }

    private JsonNode refresh(ObjectNode settings) throws InterruptedException {
        long start = System.nanoTime();
        SearchLoad load = load();
        JsonNode job = instance.post("/v1/training", settings.toString());
        while (!OVER.contains(job.at("/state").asText())) {
            Thread.sleep(500);
            job = instance.get("/v1/training/" + job.at("/id").asText());
        }
        double seconds = since(start);
        String searches = load.end();
        tell("refresh", seconds, job.at("/state").asText() + ", promoted: " + job.at("/promoted") + error(job));
        tell("searches during", seconds, searches);
        job.at("/reasons").forEach(reason -> System.out.println("  gate: " + reason.asText()));
        check(searches.contains(", 0 failed"), "a search failed");
        check(job.at("/promoted").asBoolean(), "the model does not serve");
        return job;
    }

    private static String error(JsonNode job) {
        return job.has("error") ? ", " + job.at("/error").asText() : "";
    }

    private String model() {
        return instance.post("/v1/collections/" + COLLECTION + "/search", "{\"query\":\"who reads\"}")
                .at("/model")
                .asText();
    }

    /** What was found by each way of searching. */
    private record Asked(Run dense, Run hybrid) {

        /** Prints both; returns how far each has moved since. */
        double[] compare(Asked later, BenchmarkSet asked, String what) {
            return new double[] {
                compare(dense, later.dense, asked, what + " dense"),
                compare(hybrid, later.hybrid, asked, what + " hybrid")
            };
        }

        private static double compare(Run before, Run after, BenchmarkSet asked, String what) {
            Evaluation was = evaluation(before, asked);
            Evaluation is = evaluation(after, asked);
            RefreshBenchmark.print(what, was, is);
            return mean(is) - mean(was);
        }

        private static Evaluation evaluation(Run run, BenchmarkSet asked) {
            return Evaluator.evaluate(asked.qrels(), run, List.of(RefreshSet.METRIC));
        }
    }

    private Asked ask() {
        return new Asked(ask("dense"), ask("hybrid"));
    }

    private Run ask(String mode) {
        Run.Builder run = Run.builder();
        test.queries()
                .forEach((id, text) -> run.addInOrder(
                        id,
                        instance.documents(COLLECTION, text, mode, CHUNKS).stream()
                                .map(document -> new ScoredDocument(document, 0))
                                .toList()));
        return run.build();
    }

    private void compare(Asked before, Asked after) {
        for (double gain : before.compare(after, test, test.label())) {
            check(gain > 0, "the test queries did not gain");
        }
        BenchmarkSet unseen = RefreshSet.unseen(test, train);
        before.compare(after, unseen, unseen.label());
    }

    private void back(Asked before, JsonNode job) throws InterruptedException {
        long start = System.nanoTime();
        instance.post("/v1/collections/" + COLLECTION + "/model/rollback", "");
        if (!job.path("strategy").asText().equals("query-only")) {
            untilIndexed("index of before");
        }
        tell("rollback", since(start), "read by " + model());
        check(!model().equals(job.at("/model").asText()), "the refreshed model still serves");
        for (double difference : before.compare(ask(), test, test.label() + ", gone back")) {
            check(difference == 0, "what is found differs from what was found before");
        }
    }

    private static double mean(Evaluation evaluation) {
        return evaluation.meanOverJudged(RefreshSet.METRIC);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            isWell = false;
            System.out.println("NOT AS WANTED: " + otherwise);
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void tell(String what, double seconds, String note) {
        System.out.printf(Locale.ROOT, "%-16s %7.1f s  %s%n", what, seconds, note);
    }
}
