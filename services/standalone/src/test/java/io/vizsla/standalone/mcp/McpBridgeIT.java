package io.vizsla.standalone.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Document;
import io.vizsla.client.VizslaClient;
import io.vizsla.standalone.rest.InstanceProfile;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tools over standard input and output, on an instance that asks for no keys. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
@Timeout(300)
class McpBridgeIT {

    private final String url =
            "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);

    @Test
    void findsAndEndsWithItsInput() throws Exception {
        VizslaClient client = VizslaClient.of(url);
        client.putCollection("bridged", Map.of());
        client.putAll("bridged", List.of(new Document("vizsla", "Vizsla", "The Vizsla is a pointing dog.", Map.of())));

        try (BridgeProcess bridge = BridgeProcess.start(url, Map.of())) {
            JsonNode begun = bridge.begin();
            JsonNode found = bridge.call("search", Map.of("collection", "bridged", "query", "pointing dog"));

            assertThat(begun.at("/result/serverInfo/name").asText()).isEqualTo("vizsla");
            assertThat(found.at("/structuredContent/passages/0/documentId").asText())
                    .isEqualTo("vizsla");
            assertThat(bridge.end()).isZero();
        }
    }

    /** A key where none is asked for is in nobody's way. */
    @Test
    void aKeyIsOneTooMany() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.start(url, Map.of("VIZSLA_API_KEY", "vz_none"))) {
            assertThat(bridge.begin().at("/result/serverInfo/name").asText()).isEqualTo("vizsla");
        }
    }
}
