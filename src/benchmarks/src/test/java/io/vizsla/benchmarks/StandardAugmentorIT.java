package io.vizsla.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import io.vizsla.client.ClientOptions;
import io.vizsla.client.Document;
import io.vizsla.client.Hit;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.evaluation.BeirDocument;
import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.Evaluation;
import io.vizsla.evaluation.Evaluator;
import io.vizsla.evaluation.Measure;
import io.vizsla.evaluation.Metric;
import io.vizsla.evaluation.Qrels;
import io.vizsla.evaluation.Run;
import io.vizsla.langchain4j.Citations;
import io.vizsla.langchain4j.VizslaContentRetriever;
import io.vizsla.langchain4j.VizslaEmbeddingStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An instance as users start it, asked through LangChain4j's standard augmentor and for answers, on judged sets. */
class StandardAugmentorIT {

    private static final Path APP = Path.of(
            System.getProperty("vizsla.root", "../.."), "services/standalone/target/quarkus-app/quarkus-run.jar");
    private static final int DEPTH = 100;
    private static final int QUESTIONS = 100;
    private static final int ATTEMPTS = 5;
    private static final int DOCUMENTS_A_CALL = 100;

    @TempDir
    private static Path folder;

    private static final Set<JudgedSet> FILLED = EnumSet.noneOf(JudgedSet.class);
    private static InstanceProcess process;
    private static VizslaClient client;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(Files.exists(APP), APP + " is not there: ./mvnw -pl services/standalone package");
        process = InstanceProcess.start(
                folder.resolve("instance"),
                Map.of(
                        "VIZSLA_BUILD",
                        "never",
                        "VIZSLA_JAVA_OPTS",
                        "-Dvizsla.handbook-dir=" + Files.createDirectory(folder.resolve("no-handbook"))));
        client = new VizslaClient(ClientOptions.of(process.url()).withTimeout(Duration.ofMinutes(10)));
    }

    @AfterAll
    static void stop() {
        if (process != null) {
            process.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void augmentorRanksAsEvaluateDoes(JudgedSet set) throws Exception {
        String collection = filled(set);
        compare(() -> ranksAsEvaluateDoes(set, collection));
    }

    private static void ranksAsEvaluateDoes(JudgedSet set, String collection) throws Exception {
        BeirFolder dataset = set.folder();
        EvaluateCommandLine evaluate =
                EvaluateCommandLine.of(set.path(), collection, process.url(), folder.resolve("out-" + collection));
        Qrels qrels = dataset.qrels("test");

        for (Augmented augmented : List.of(retriever(collection), store(collection))) {
            Run run = augmented.run(judged(dataset));

            Metric ndcg = Metric.of(Measure.NDCG, 10);
            Evaluation evaluation = Evaluator.evaluate(qrels, run, Metric.DEFAULTS);
            assertThat(run.queries()).isEqualTo(qrels.queries());
            assertThat(run.queries()).allSatisfy(query -> assertThat(run.of(query))
                    .as("documents and scores of query %s", query)
                    .isEqualTo(evaluate.run().of(query)));
            assertThat(evaluation.mean(ndcg))
                    .isGreaterThan(0.6)
                    .isEqualTo(evaluate.report().at("/metrics/nDCG@10").asDouble());
            assertThat(evaluation.values(ndcg)).allSatisfy((query, value) -> assertThat(value)
                    .isEqualTo(evaluate.report()
                            .path("perQuery")
                            .path(query)
                            .path(ndcg.label())
                            .asDouble()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void augmentorFindsTheHitsOfRestWithTheirScores(JudgedSet set) throws Exception {
        String collection = filled(set);
        compare(() -> findsTheHitsOfRest(set, collection));
    }

    private static void findsTheHitsOfRest(JudgedSet set, String collection) {
        Augmented retriever = retriever(collection);

        judged(set.folder()).values().stream().limit(QUESTIONS).forEach(query -> {
            List<Hit> hits = client.search(collection, SearchRequest.of(query).withTopK(DEPTH))
                    .hits();
            List<Content> contents = retriever.contents(query);

            assertThat(hits).isNotEmpty();
            assertThat(contents.stream().map(Augmented::id))
                    .as(query)
                    .isEqualTo(hits.stream().map(Hit::chunkId).toList());
            assertThat(contents.stream().map(Augmented::score))
                    .as(query)
                    .isEqualTo(hits.stream().map(Hit::score).toList());
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyCitationPointsToAPassageThatHoldsTheQuotedWords(JudgedSet set) {
        String collection = filled(set);
        Map<String, String> sent = new LinkedHashMap<>();
        set.documents().forEach((id, document) -> sent.put(id, document.text()));
        CitationCheck check = new CitationCheck(
                process.instance(), collection, sent, set.folder().qrels("test"));

        judged(set.folder()).entrySet().stream()
                .limit(QUESTIONS)
                .forEach(query -> check.ask(query.getKey(), query.getValue()));

        assertThat(check.result().untrue()).isEmpty();
        assertThat(check.result().holds()).as("%s", check.result()).isTrue();
        assertThat(check.result().relevant()).isGreaterThan(check.result().questions() / 3);
    }

    /** Compares searches. */
    @FunctionalInterface
    private interface Comparison {
        void run() throws Exception;
    }

    /**
     * Compares to the last digit, and again if that fails: scores move by a ten-millionth when the virtual machine compiles
     * a loop over vectors, which adds in another order from then on. What differs for another reason differs every time.
     */
    private static void compare(Comparison comparison) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                comparison.run();
                return;
            } catch (AssertionError differs) {
                if (attempt == ATTEMPTS) {
                    throw differs;
                }
            }
        }
    }

    private static Augmented retriever(String collection) {
        return new Augmented(
                new VizslaContentRetriever(client, collection)
                        .searching(SearchRequest.of("").withTopK(DEPTH)),
                content -> content.textSegment().metadata().getString(Citations.DOCUMENT_ID));
    }

    private static Augmented store(String collection) {
        return new Augmented(
                EmbeddingStoreContentRetriever.builder()
                        .embeddingStore(new VizslaEmbeddingStore(client, collection))
                        .embeddingModel(VizslaEmbeddingStore.withoutEmbedding())
                        .maxResults(DEPTH)
                        .build(),
                Augmented::id);
    }

    /** Returns the judged queries, id to text. */
    private static Map<String, String> judged(BeirFolder dataset) {
        Map<String, String> all = dataset.queries();
        Map<String, String> judged = new LinkedHashMap<>();
        dataset.qrels("test").queries().forEach(query -> judged.put(query, all.get(query)));
        return judged;
    }

    /** Returns the collection of a set, which is sent once. */
    private static String filled(JudgedSet set) {
        String collection = set.name().toLowerCase(Locale.ROOT);
        if (FILLED.contains(set)) {
            return collection;
        }
        List<Document> documents = new ArrayList<>();
        for (BeirDocument document : set.documents().values()) {
            documents.add(new Document(document.id(), document.title(), document.text(), Map.of()));
        }
        client.putCollection(collection, Map.of());
        for (int from = 0; from < documents.size(); from += DOCUMENTS_A_CALL) {
            int to = Math.min(from + DOCUMENTS_A_CALL, documents.size());
            assertThat(client.putAll(collection, documents.subList(from, to)).accepted())
                    .isEqualTo(to - from);
        }
        FILLED.add(set);
        return collection;
    }
}
