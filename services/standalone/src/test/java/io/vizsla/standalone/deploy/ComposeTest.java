package io.vizsla.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeTest {

    private static final JsonNode STACK = Repository.yaml("docker-compose.yml").getFirst();
    private static final List<String> PROBE = List.of("docker", "compose", "version");

    static Stream<Arguments> services() {
        return STACK.path("services").properties().stream()
                .map(service -> Arguments.of(service.getKey(), service.getValue()));
    }

    static Stream<Arguments> ours() {
        return services().filter(service -> ((JsonNode) service.get()[1]).has("build"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void aServiceIsPinnedWatchedBoundedAndClosed(String name, JsonNode service) {
        assertThat(service.path("image").asText())
                .as("the image of " + name)
                .matches(".+:.*\\d.*")
                .doesNotEndWith(":latest");
        assertThat(service.path("healthcheck").path("test")).as("healthcheck").isNotEmpty();
        assertThat(service.path("mem_limit").asText()).as("mem_limit").isNotEmpty();
        assertThat(service.path("restart").asText()).isEqualTo("unless-stopped");
        assertThat(service.path("logging").path("options").has("max-size"))
                .as("a bound of its logs")
                .isTrue();
        assertThat(Repository.each(service.path("ports")))
                .as("ports, open to this host alone")
                .allSatisfy(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void itsVolumesAreDeclared(String name, JsonNode service) {
        assertThat(Repository.each(service.path("volumes")).map(JsonNode::asText))
                .allSatisfy(volume -> {
                    String source = volume.substring(0, volume.indexOf(':'));
                    if (source.startsWith("./")) {
                        assertThat(Repository.file(source)).exists();
                    } else {
                        assertThat(STACK.path("volumes").has(source))
                                .as(name + ": volume " + source)
                                .isTrue();
                    }
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ours")
    void oursMayDoNothingThatItNeedNot(String name, JsonNode service) {
        assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
        assertThat(Repository.each(service.path("cap_drop")).map(JsonNode::asText))
                .containsExactly("ALL");
        assertThat(Repository.each(service.path("security_opt")).map(JsonNode::asText))
                .containsExactly("no-new-privileges:true");
        assertThat(Repository.file(service.path("build").path("dockerfile").asText()))
                .exists();
        assertThat(service.path("depends_on").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("kafka", "milvus");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ours")
    void oursIsGivenSettingsThatThereAre(String name, JsonNode service) {
        assertThat(service.path("environment").properties()).isNotEmpty().allSatisfy(variable -> assertThat(
                        KnownSettings.readsVariable(variable.getKey()))
                .as(name + ": " + variable.getKey())
                .isTrue());
    }

    @Test
    void aVariableThatNobodyReadsIsNoticed() {
        assertThat(KnownSettings.readsVariable("VIZSLA_MILVUS_URL")).isFalse();
        assertThat(KnownSettings.readsVariable("VIZSLA_KAFKA_CLIENT_SECURITY_PROTOCOL"))
                .isTrue();
    }

    @Test
    void theDevicesSettingsAreOnTopOfServicesThatThereAre() {
        assertThat(Repository.yaml("docker-compose.gpu.yml")
                        .getFirst()
                        .path("services")
                        .properties())
                .isNotEmpty()
                .allSatisfy(service -> {
                    assertThat(STACK.path("services").has(service.getKey())).isTrue();
                    assertThat(service.getValue().path("environment").properties())
                            .allSatisfy(variable -> assertThat(KnownSettings.readsVariable(variable.getKey()))
                                    .isTrue());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.yml", "docker-compose.yml -f docker-compose.gpu.yml"})
    void composeTakesIt(String files) throws Exception {
        List<String> command = Stream.of("docker compose -f", files, "--profile trainer config")
                .flatMap(part -> Stream.of(part.split(" ")))
                .toList();

        JsonNode effective =
                Repository.documents(Repository.run(PROBE, command)).getFirst();

        assertThat(effective.path("services").size())
                .isEqualTo(STACK.path("services").size());
    }
}
