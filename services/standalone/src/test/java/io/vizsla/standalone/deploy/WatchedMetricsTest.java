package io.vizsla.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Alerts and dashboard ask for metrics that there are: one that is called otherwise would be silent for ever. */
class WatchedMetricsTest {

    private static final String ALERTS = "deploy/prometheus/alerts.yml";
    private static final String DASHBOARD = "deploy/grafana/dashboards/vizsla.json";
    private static final Pattern METRIC = Pattern.compile("\\bvizsla_[a-z_]+");
    private static final Pattern LABEL = Pattern.compile("[{,] *([a-z]+) *=~? *\"");

    static Stream<String> expressions() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(Repository.text(DASHBOARD));
        return Stream.concat(
                rules().map(rule -> rule.path("expr").asText()),
                Repository.each(dashboard.path("panels"))
                        .flatMap(panel -> Repository.each(panel.path("targets")))
                        .map(target -> target.path("expr").asText()));
    }

    private static Stream<JsonNode> rules() {
        return Repository.each(Repository.yaml(ALERTS).getFirst().path("groups"))
                .flatMap(group -> Repository.each(group.path("rules")));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void whatIsAskedForStandsInTheHandbook(String expression) {
        String handbook = Repository.text("docs/reference/metrics.md");

        assertThat(METRIC.matcher(expression).results().map(MatchResult::group)).allSatisfy(metric -> assertThat(
                        handbook)
                .containsAnyOf("| `" + metric + "` |", "| `" + metric.replaceFirst("_(max|sum|count)$", "") + "` |"));
    }

    /** {@code role} and {@code job} come from whoever scrapes, the others from us. */
    @ParameterizedTest
    @MethodSource("expressions")
    void soDoItsLabels(String expression) {
        String handbook = Repository.text("docs/reference/metrics.md");

        assertThat(LABEL.matcher(expression).results().map(label -> label.group(1)))
                .allSatisfy(label -> assertThat(
                                List.of("role", "job").contains(label) || handbook.contains("`" + label + "`"))
                        .as(label)
                        .isTrue());
    }

    @Test
    void eachAlertSaysHowBadItIsAndWhatItMeans() {
        assertThat(rules()).hasSizeGreaterThan(3).allSatisfy(rule -> {
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
        });
    }

    @Test
    void prometheusTakesTheRules() throws Exception {
        Repository.run(List.of("promtool", "--version"), List.of("promtool", "check", "rules", ALERTS));
    }
}
