package io.vizsla.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the citations of extractive answers are true: asks an instance the queries of a set, over REST, and looks for the quoted
 * words of every citation in the passage that it names, as the instance holds it, and in the document that was sent. Ends with status
 * 1 if one is missing.
 *
 * <p>Arguments: the instance's URL, {@code FOLDER[:SPLIT]}, then optionally {@code queries=100} and {@code documents=}, how many of
 * the set's are sent (all).
 */
public final class CitationBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLLECTION = "citation-benchmark";

    private final RunningInstance instance;
    private final BenchmarkSet set;
    private final Map<String, String> sent = new HashMap<>();
    private int extractive;
    private int relevant;
    private int citations;
    private int inPassage;
    private int inDocument;
    private int asQuoted;

    private CitationBenchmark(RunningInstance instance, BenchmarkSet set) {
        this.instance = instance;
        this.set = set;
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Settings settings = Settings.of(args, 2);
        CitationBenchmark benchmark = new CitationBenchmark(new RunningInstance(args[0]), BenchmarkSet.of(args[1]));
        benchmark.fill((int) settings.number("documents", Integer.MAX_VALUE));
        benchmark.ask((int) settings.number("queries", 100));
        System.exit(benchmark.holds() ? 0 : 1);
    }

    private void fill(int most) throws IOException {
        set.folder().forEachDocument(document -> sent.put(document.id(), document.text()));
        instance.renew(COLLECTION);
        instance.ingest(COLLECTION, set.folder(), most, "");
    }

    private void ask(int most) {
        Iterator<Map.Entry<String, String>> queries = set.queries().entrySet().iterator();
        int asked = 0;
        for (; asked < most && queries.hasNext(); asked++) {
            Map.Entry<String, String> query = queries.next();
            ObjectNode body =
                    JSON.createObjectNode().put("question", query.getValue()).put("generate", false);
            check(query.getKey(), instance.post("/v1/collections/" + COLLECTION + "/answer", body.toString()));
        }
        System.out.printf(
                Locale.ROOT,
                "%d questions, %d answered, %d of them with a document that is judged relevant%n",
                asked,
                extractive,
                relevant);
        System.out.printf(
                Locale.ROOT,
                "%d citations: %d in the passage they name, %d in the document that was sent, %d say what they quote%n",
                citations,
                inPassage,
                inDocument,
                asQuoted);
    }

    private void check(String query, JsonNode answer) {
        if (!answer.at("/kind").asText().equals("extractive")) {
            return;
        }
        extractive++;
        Set<String> cited = new TreeSet<>();
        for (JsonNode citation : answer.at("/citations")) {
            JsonNode passage = answer.at("/passages").get(citation.at("/number").asInt() - 1);
            String document = passage.at("/documentId").asText();
            String quote = citation.at("/quote").asText();
            String statement = answer.at("/text")
                    .asText()
                    .substring(
                            citation.at("/start").asInt(), citation.at("/end").asInt());
            citations++;
            inPassage += count(held(document, passage.at("/chunkId").asText()).contains(quote), query, quote);
            inDocument += count(sent.getOrDefault(document, "").contains(quote), query, quote);
            asQuoted += count(statement.equals(quote.replaceAll("\\s+", " ")), query, statement);
            cited.add(document);
        }
        relevant += cited.stream().anyMatch(id -> set.qrels().of(query).getOrDefault(id, 0) > 0) ? 1 : 0;
    }

    /** Returns the text of a chunk as the instance holds it, whatever the answer said that it is. */
    private String held(String document, String chunk) {
        for (JsonNode one : instance.get("/v1/collections/" + COLLECTION + "/documents/" + document)
                .at("/chunks")) {
            if (one.at("/chunkId").asText().equals(chunk)) {
                return one.at("/text").asText();
            }
        }
        return "";
    }

    private static int count(boolean holds, String query, String words) {
        if (!holds || words.isBlank()) {
            System.out.println("query " + query + ": not there: " + words);
            return 0;
        }
        return 1;
    }

    private boolean holds() {
        return citations > 0 && inPassage == citations && inDocument == citations && asQuoted == citations;
    }
}
