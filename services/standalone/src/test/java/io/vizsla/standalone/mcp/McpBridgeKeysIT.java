package io.vizsla.standalone.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.ClosedProfile;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools over standard input and output, on an instance that asks for keys. */
@QuarkusTest
@TestProfile(ClosedProfile.class)
@Timeout(300)
class McpBridgeKeysIT {

    private final String url =
            "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    private final String key = ConfigProvider.getConfig().getValue("vizsla.security.admin-key", String.class);

    @ParameterizedTest
    @ValueSource(strings = {"option", "environment"})
    void theKeyOpens(String where) throws Exception {
        try (BridgeProcess bridge = where.equals("option")
                ? BridgeProcess.start(url, Map.of(), "--key", key)
                : BridgeProcess.start(url, Map.of("VIZSLA_API_KEY", key))) {
            JsonNode begun = bridge.begin();
            JsonNode collections = bridge.call("list_collections", Map.of());

            assertThat(begun.at("/result/serverInfo/name").asText()).isEqualTo("vizsla");
            assertThat(collections.at("/structuredContent/collections").isArray())
                    .as("%s", collections)
                    .isTrue();
        }
    }

    @Test
    void withoutItTheProgramIsToldWhatIsMissing() throws Exception {
        try (BridgeProcess nobody = BridgeProcess.start(url, Map.of());
                BridgeProcess stranger = BridgeProcess.start(url, Map.of(), "--key", key + "x")) {
            assertThat(nobody.begin().at("/error/message").asText()).contains("401", "VIZSLA_API_KEY");
            assertThat(stranger.begin().at("/error/message").asText()).contains("401");
        }
    }
}
