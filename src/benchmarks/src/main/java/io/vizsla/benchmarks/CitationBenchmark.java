package io.vizsla.benchmarks;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Whether the citations of extractive answers are true: asks an instance the queries of a set, over REST, and has the
 * {@link CitationCheck} look for the quoted words of every citation. Ends with status 1 if some are missing.
 *
 * <p>Arguments: the instance's URL, {@code FOLDER[:SPLIT]}, then optionally {@code queries=100} and {@code documents=}, how many of
 * the set's are sent (all).
 */
public final class CitationBenchmark {

    private static final String COLLECTION = "citation-benchmark";

    private CitationBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Settings settings = Settings.of(args, 2);
        RunningInstance instance = new RunningInstance(args[0]);
        BenchmarkSet set = BenchmarkSet.of(args[1]);
        instance.renew(COLLECTION);
        instance.ingest(COLLECTION, set.folder(), (int) settings.number("documents", Integer.MAX_VALUE), "");
        CitationCheck.Result result = ask(instance, set, (int) settings.number("queries", 100));
        tell(result);
        System.exit(result.holds() ? 0 : 1);
    }

    private static CitationCheck.Result ask(RunningInstance instance, BenchmarkSet set, int most) {
        Map<String, String> sent = new HashMap<>();
        set.folder().forEachDocument(document -> sent.put(document.id(), document.text()));
        CitationCheck check = new CitationCheck(instance, COLLECTION, sent, set.qrels());
        Iterator<Map.Entry<String, String>> queries = set.queries().entrySet().iterator();
        for (int asked = 0; asked < most && queries.hasNext(); asked++) {
            Map.Entry<String, String> query = queries.next();
            check.ask(query.getKey(), query.getValue());
        }
        return check.result();
    }

    private static void tell(CitationCheck.Result result) {
        result.untrue().forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "%d questions, %d answered, %d of them with a document that is judged relevant%n",
                result.questions(),
                result.extractive(),
                result.relevant());
        System.out.printf(
                Locale.ROOT,
                "%d citations, %d times something quoted is not there%n",
                result.citations(),
                result.untrue().size());
    }
}
