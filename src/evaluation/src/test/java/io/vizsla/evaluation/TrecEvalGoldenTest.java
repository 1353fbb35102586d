package io.vizsla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.testkit.SharedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every value of every query must be that of trec_eval. */
class TrecEvalGoldenTest {

    @Test
    void equalsTrecEvalOnEveryQueryAndMetric() throws IOException {
        JsonNode golden = new ObjectMapper()
                .readTree(SharedData.require("golden/trec_eval.json").toFile());
        List<Metric> metrics = metrics(golden.get("expected"));

        Evaluation evaluation = Evaluator.evaluate(qrels(golden.get("qrels")), run(golden.get("run")), metrics);

        assertThat(metrics).hasSizeGreaterThan(15);
        assertThat(evaluation.perQuery()).hasSameSizeAs(golden.get("expected"));
        assertThat(evaluation.missing())
                .hasSize(evaluation.judged() - golden.get("expected").size());
        golden.get("expected")
                .properties()
                .forEach(query -> query.getValue().properties().forEach(value -> assertThat(
                                evaluation.perQuery().get(query.getKey()).get(Metric.parse(value.getKey())))
                        .as("%s of %s", value.getKey(), query.getKey())
                        .isCloseTo(value.getValue().asDouble(), within(1e-6))));
    }

    private static List<Metric> metrics(JsonNode expected) {
        Set<String> names = new TreeSet<>();
        expected.forEach(query -> query.fieldNames().forEachRemaining(names::add));
        return names.stream().map(Metric::parse).toList();
    }

    private static Qrels qrels(JsonNode json) {
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        json.properties().forEach(query -> query.getValue().properties().forEach(judged -> grades.computeIfAbsent(
                        query.getKey(), id -> new LinkedHashMap<>())
                .put(judged.getKey(), judged.getValue().asInt())));
        return Qrels.of(grades);
    }

    private static Run run(JsonNode json) {
        Run.Builder run = Run.builder();
        json.properties().forEach(query -> {
            List<ScoredDocument> documents = new ArrayList<>();
            query.getValue()
                    .properties()
                    .forEach(hit -> documents.add(
                            new ScoredDocument(hit.getKey(), hit.getValue().asDouble())));
            run.add(query.getKey(), documents);
        });
        return run.build();
    }
}
