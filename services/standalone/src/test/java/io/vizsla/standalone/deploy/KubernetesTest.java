package io.vizsla.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.indexer.LoopOptions;
import io.vizsla.indexer.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTest {

    private static final String FOLDER = "deploy/kubernetes/";
    private static final String BASE = FOLDER + "base/";
    private static final String COMPONENTS = FOLDER + "components/";
    private static final List<String> PROBE = List.of("kubectl", "version", "--client");

    static Stream<JsonNode> workloads() {
        return Stream.of(workload("indexer"), workload("query"));
    }

    static Stream<Path> kustomizations() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.file(FOLDER))) {
            return files.filter(file -> file.endsWith("kustomization.yaml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void aKustomizationNamesEachFileBesideIt(Path file) throws IOException {
        JsonNode kustomization = Repository.documents(Files.readString(file)).getFirst();
        Set<String> named = Stream.of("resources", "components")
                .flatMap(list -> Repository.each(kustomization.path(list)))
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named)
                .allSatisfy(name -> assertThat(file.resolveSibling(name)).exists());
        try (Stream<Path> beside = Files.list(file.getParent())) {
            assertThat(beside.filter(each -> !each.equals(file))
                            .map(each -> each.getFileName().toString()))
                    .allSatisfy(name -> assertThat(named).contains(name));
        }
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void aWorkloadMayDoNothingThatItNeedNotAndIsAskedHowItIs(JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10_001);
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        assertThat(Stream.of("startup", "readiness", "liveness")
                        .map(probe ->
                                container.at("/" + probe + "Probe/httpGet/path").asText()))
                .containsExactly("/q/health/started", "/q/health/ready", "/q/health/live");
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void itsLabelsAreWhatOthersLookFor(JsonNode workload) {
        JsonNode labels = workload.at("/spec/template/metadata/labels");
        String role = labels.path("role").asText();

        assertThat(workload.at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(Repository.yaml(BASE + role + ".yaml"))
                .filteredOn(each -> Set.of("Service", "PodDisruptionBudget")
                        .contains(each.path("kind").asText()))
                .hasSize(2)
                .allSatisfy(each -> {
                    JsonNode selector = each.at("/spec/selector");
                    assertThat(selector.has("matchLabels") ? selector.path("matchLabels") : selector)
                            .isEqualTo(labels);
                });
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void whatItMountsIsThere(JsonNode workload) {
        JsonNode spec = workload.path("spec");
        Set<String> volumes = Stream.concat(
                        Repository.each(spec.at("/template/spec/volumes"))
                                .map(volume -> volume.path("name").asText()),
                        Repository.each(spec.path("volumeClaimTemplates"))
                                .map(claim -> claim.at("/metadata/name").asText()))
                .collect(Collectors.toSet());

        assertThat(Repository.each(spec.at("/template/spec/containers/0/volumeMounts"))
                        .map(mount -> mount.path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(volumes);
    }

    @Test
    void itIsGivenSettingsThatThereAre() {
        Stream<String> own = workloads()
                .flatMap(workload -> Repository.each(workload.at("/spec/template/spec/containers/0/env")))
                .map(variable -> variable.path("name").asText());
        Stream<String> common = Stream.concat(
                settings().properties().stream().map(entry -> entry.getKey()),
                variables(COMPONENTS + "bucket/kustomization.yaml"));

        assertThat(Stream.concat(own, Stream.concat(common, variables(COMPONENTS + "cuda/kustomization.yaml"))))
                .hasSizeGreaterThan(10)
                .allSatisfy(variable -> assertThat(KnownSettings.readsVariable(variable))
                        .as(variable)
                        .isTrue());
    }

    @Test
    void kedaAsksForTheGroupAndTheTopicThatThereAre() {
        JsonNode scaled = Repository.yaml(COMPONENTS + "keda/scaledobject.yaml").getFirst();
        JsonNode trigger = scaled.at("/spec/triggers/0/metadata");

        assertThat(scaled.at("/spec/scaleTargetRef/name"))
                .isEqualTo(workload("indexer").at("/metadata/name"));
        assertThat(trigger.path("consumerGroup").asText()).isEqualTo(LoopOptions.DEFAULT.group());
        assertThat(trigger.path("topic").asText()).isEqualTo(Topics.DOCUMENTS);
        assertThat(trigger.path("bootstrapServers")).isEqualTo(settings().path("VIZSLA_KAFKA_BOOTSTRAP_SERVERS"));
        assertThat(scaled.at("/spec/maxReplicaCount").asText())
                .isEqualTo(settings().path("VIZSLA_KAFKA_PARTITIONS").asText());
    }

    @Test
    void theOperatorsRulesAreThoseOfPrometheus() {
        assertThat(Repository.yaml(COMPONENTS + "monitoring/alerts.yaml")
                        .getFirst()
                        .path("spec"))
                .isEqualTo(Repository.yaml("deploy/prometheus/alerts.yml").getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "example"})
    void kustomizeBuildsIt(String folder) throws Exception {
        String built = Repository.run(PROBE, List.of("kubectl", "kustomize", FOLDER + folder));

        List<JsonNode> objects = Repository.documents(built);
        assertThat(objects)
                .hasSizeGreaterThan(8)
                .filteredOn(object -> !object.path("kind").asText().equals("Namespace"))
                .allSatisfy(object ->
                        assertThat(object.at("/metadata/namespace").asText()).isEqualTo("vizsla"));
    }

    @Test
    void aBucketTakesThePlaceOfTheVolume() throws Exception {
        List<JsonNode> objects =
                Repository.documents(Repository.run(PROBE, List.of("kubectl", "kustomize", FOLDER + "example")));

        assertThat(objects).noneMatch(object -> object.path("kind").asText().equals("PersistentVolumeClaim"));
        assertThat(objects)
                .extracting(JsonNode::toString)
                .noneMatch(object -> object.contains("artefacts-dir")
                        || object.contains("vizsla-artefacts")
                        || object.contains("VIZSLA_CLUSTER_ARTEFACTS_DIR"));
    }

    private static JsonNode workload(String role) {
        return Repository.yaml(BASE + role + ".yaml").stream()
                .filter(each -> Set.of("StatefulSet", "Deployment")
                        .contains(each.path("kind").asText()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode settings() {
        return Repository.yaml(BASE + "settings.yaml").getFirst().path("data");
    }

    /** Returns the variables of the environment that a file speaks of. */
    private static Stream<String> variables(String file) {
        return Pattern.compile("VIZSLA_[A-Z0-9_]+")
                .matcher(Repository.text(file))
                .results()
                .map(MatchResult::group);
    }
}
