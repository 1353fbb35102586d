package io.vizsla.standalone.guide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Blocks of pages that {@link GuidesIT} leaves: to the tests that run them, or unrun, each with its reason. */
final class OtherBlocks {

    /** Pages whose blocks are all run by tests of their own, which also see to it that none is left out. */
    static final Map<String, List<String>> PAGES = Map.of(
            "docs/guides/answers.md", List.of("AnswersGuideIT", "ChatGuideIT"),
            "docs/guides/langchain4j.md", List.of("LangChain4jGuideIT", "ChatGuideIT"),
            "docs/guides/migrate.md", List.of("MigrateGuideIT"),
            "docs/guides/mcp.md", List.of("McpClientIT"),
            "docs/guides/clients.md", List.of("ClientsGuideIT"));

    /** A page of figures; each command takes hours and data that are not ours. HandbookTest sees that the benchmarks it names are there. */
    static final String FIGURES = "docs/benchmarks.md";

    private static final String PICTURE = "a picture";
    private static final String STARTS = "starts another instance; OwnDocumentIT and LauncherStartTest do";
    private static final String TRAINS = "trains for minutes; TrainingIT, RebuildIT and TrainCommandTest do";

    /** What begins so on a page is not run here. */
    record Other(String page, String beginning, String reason) {}

    static final List<Other> BLOCKS = List.of(
            new Other("README.md", " files, REST", PICTURE),
            new Other("README.md", "./vizsla start", STARTS),
            new Other("README.md", "git clone URL", STARTS),
            new Other("README.md", "./vizsla ingest mine", "OwnDocumentIT runs it"),
            new Other("README.md", "from openai", "ReadmeIT runs it"),
            new Other("README.md", "ContentRetriever", "ReadmeIT runs it"),
            new Other("README.md", "echo 'notes/2", "needs kcat"),
            new Other("README.md", "./vizsla test", "is what runs this"),
            new Other("docs/architecture.md", "services ", PICTURE),
            new Other("docs/concepts/ingest.md", "PUT, bulk", PICTURE),
            new Other("docs/getting-started.md", "./vizsla start", STARTS),
            new Other("docs/guides/cluster.md", "./mvnw", "needs Docker"),
            new Other("docs/guides/cluster.md", "kubectl", "needs Kubernetes; KubernetesTest builds it"),
            new Other("docs/guides/cluster.md", "VIZSLA_CLUSTER_ROLE", "settings of another machine"),
            new Other(
                    "docs/guides/cluster.md", "./vizsla benchmark", "takes an hour; ClusterCrashIT is its short form"),
            new Other(
                    "docs/guides/evaluate.md",
                    "./vizsla models evaluate",
                    "needs data that are not ours; ModelsEvaluateCommandIT"),
            new Other(
                    "docs/guides/models.md",
                    "./vizsla models import",
                    "needs an exported model; ModelsImportIT makes one"),
            new Other("docs/guides/models.md", "e5-small cannot", "what a command prints; ModelsImportIT"),
            new Other("docs/guides/models.md", "\"querySide\"", "a part of a manifest"),
            new Other(
                    "docs/guides/models.md",
                    "./vizsla models use notes my-queries",
                    "needs a trained model; QueryModelsIT makes one"),
            new Other("docs/guides/models.md", "./vizsla models fit-examples", "takes minutes; ModelsFitExamplesIT"),
            new Other("docs/guides/refresh.md", "./vizsla train", TRAINS),
            new Other("docs/guides/security.md", "export", STARTS),
            new Other(
                    "docs/guides/security.md", "curl -s localhost:8080/v1/keys", "needs an instance with keys; KeysIT"),
            new Other("docs/guides/security.md", "VIZSLA_SECURITY_OIDC_ISSUER", "needs an OpenID provider; OpenIdIT"),
            new Other("docs/guides/security.md", "./vizsla start", STARTS),
            new Other("docs/guides/security.md", "INFO", "lines of a log"),
            new Other("docs/guides/traces.md", "./vizsla start", STARTS),
            new Other("docs/guides/traces.md", "docker", "needs Docker"),
            new Other("docs/guides/traces.md", "curl -sS --fail-with-body -X PUT", "TelemetryIT runs it"),
            new Other("docs/guides/traces.md", "VizslaClient client", "ClientTraceIT runs it"),
            new Other(
                    "docs/guides/traces.md", "curl -s localhost:8080/q/metrics", "needs traces; CorrelationIT asks so"),
            new Other("docs/reference/kafka.md", "kafka-console-producer.sh", "needs Kafka's own commands"));

    private OtherBlocks() {}

    /** Returns why a block is not run here; empty if it is. */
    static Optional<Other> of(GuideBlock block) {
        return BLOCKS.stream()
                .filter(other ->
                        other.page().equals(block.page()) && block.text().startsWith(other.beginning()))
                .findFirst();
    }
}
