package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.passage.Hits;
import io.vizsla.api.passage.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final List<Metric> METRICS = List.of(Metric.of(Measure.NDCG, 10), Metric.of(Measure.SUCCESS, 1));
    private static final Qrels QRELS =
            Qrels.of(Map.of("q1", Map.of("a", 1), "q2", Map.of("a", 1), "q3", Map.of("b", 1)));

    @Test
    void theTableTellsValuesMissingQueriesAndTimes() {
        String text = ReportText.of(report(null));

        assertThat(text)
                .contains("tiny, split test: 1,234 documents, 3 judged queries")
                .contains("nDCG@10        1.0000")
                .contains("For 1 of 3 judged queries nothing was returned (q3)")
                .contains("nDCG@10 is 0.6667")
                .contains("half within 50.0 ms, 99 % within 99.0 ms");
    }

    @Test
    void theTableComparesWithABaseline() {
        Evaluation weak = Evaluator.evaluate(QRELS, run("b", "b"), METRICS);
        Comparison comparison = Comparison.of(report(null).evaluation(), "weak.run", weak, PairedBootstrap.DEFAULT);

        assertThat(ReportText.of(report(comparison)))
                .contains("difference")
                .contains("Baseline: weak.run")
                .contains("+0.6667");
    }

    @Test
    void theJsonHoldsProvenanceMeansAndEveryQuery() {
        Evaluation weak = Evaluator.evaluate(QRELS, run("b", "b"), METRICS);
        Comparison comparison = Comparison.of(report(null).evaluation(), "weak.run", weak, PairedBootstrap.DEFAULT);

        JsonNode json = ReportJson.of(report(comparison));

        assertThat(json.at("/provenance/datasetHash").asText()).isEqualTo("abc");
        assertThat(json.at("/provenance/settings/mode").asText()).isEqualTo("hybrid");
        assertThat(json.at("/provenance/platform/processors").asInt()).isPositive();
        assertThat(json.at("/provenance/time").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.at("/metrics/nDCG@10").asDouble()).isEqualTo(1);
        assertThat(json.at("/metricsOverJudged/Success@1").asDouble()).isEqualTo(2 / 3.0);
        assertThat(json.at("/queries/missing/0").asText()).isEqualTo("q3");
        assertThat(json.at("/perQuery/q1/nDCG@10").asDouble()).isEqualTo(1);
        assertThat(json.at("/comparison/differences/nDCG@10/difference").asDouble())
                .isEqualTo(2 / 3.0);
        assertThat(json.at("/searches/p99").asDouble()).isEqualTo(99);
    }

    @Test
    void aDocumentStandsWhereItsBestChunkStands() {
        Hits hits = Hits.inOrder(List.of(hit("b", 3, 0.9), hit("a", 0, 0.8), hit("b", 1, 0.7), hit("c", 0, 0.1)));

        assertThat(DocumentRanking.of(hits))
                .containsExactly(
                        new ScoredDocument("b", 0.9), new ScoredDocument("a", 0.8), new ScoredDocument("c", 0.1));
    }

    private static Hit hit(String document, int ordinal, double score) {
        return Hit.candidate(new ChunkId(new DocumentRef("c", document), ordinal), score, Signals.NONE);
    }

    private static EvaluationReport report(Comparison comparison) {
        Provenance provenance = new Provenance(
                "tiny",
                "test",
                "abc",
                "in process",
                "fake",
                Map.of("mode", "hybrid"),
                "1",
                Platform.here(),
                Instant.parse("2026-01-02T03:04:05Z"));
        SearchTimes times = SearchTimes.of(
                IntStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList());
        return new EvaluationReport(
                provenance, 1234, Evaluator.evaluate(QRELS, run("a", "a"), METRICS), times, comparison);
    }

    private static Run run(String first, String second) {
        return Run.builder()
                .add("q1", List.of(new ScoredDocument(first, 1)))
                .add("q2", List.of(new ScoredDocument(second, 1)))
                .build();
    }
}
