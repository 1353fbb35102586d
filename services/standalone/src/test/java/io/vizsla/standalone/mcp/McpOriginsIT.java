package io.vizsla.standalone.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which web pages may call {@code /mcp}, as a browser tells. */
@QuarkusTest
@TestProfile(OriginsProfile.class)
@Timeout(60)
class McpOriginsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGIN = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"it\",\"version\":\"1\"}}}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    private final String key = ConfigProvider.getConfig().getValue("vizsla.security.admin-key", String.class);

    @Test
    void programsThatAreNoBrowsersSendNone() throws Exception {
        HttpResponse<String> response = http.send(request("/mcp").build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {OriginsProfile.PAGE, "http://localhost:6274", "http://127.0.0.1:3000", "http://[::1]:3000"})
    void pagesThatMayAreAnsweredSoThatTheyCanRead(String origin) throws Exception {
        HttpResponse<String> response = send("/mcp", origin);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
        assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers).containsIgnoringCase("Mcp-Session-Id"));
        assertThat(response.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp, https://evil.example",
        "/mcp, null",
        "/mcp, http://chat.example.com",
        "/mcp/sse, https://evil.example",
        "/%6dcp, https://evil.example"
    })
    void pagesOfElsewhereAreRefused(String path, String origin) throws Exception {
        HttpResponse<String> response = send(path, origin);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.at("/code").asText()).isEqualTo("forbidden");
        assertThat(problem.at("/field").asText()).isEqualTo("Origin");
        assertThat(problem.at("/value").asText()).isEqualTo(origin);
        assertThat(problem.at("/bound").asText()).contains("vizsla.mcp.origins");
    }

    /** The page's own name leads here, so that the browser takes the call for one to the page's own server. */
    @Test
    void nameThatWasMadeToLeadHereDoesNotHelp() throws Exception {
        String head = "POST /mcp HTTP/1.1\r\nHost: evil.example:" + port + "\r\nOrigin: http://evil.example:" + port
                + "\r\nAuthorization: Bearer " + key + "\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "Accept: application/json, text/event-stream\r\nContent-Length: " + BEGIN.length() + "\r\n\r\n";
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write((head + BEGIN).getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void browserMayAskBeforehandWithoutAKey() throws Exception {
        HttpResponse<String> mayCall = beforehand(OriginsProfile.PAGE);
        HttpResponse<String> mayNot = beforehand("https://evil.example");

        assertThat(mayCall.statusCode()).isEqualTo(204);
        assertThat(mayCall.headers().firstValue("Access-Control-Allow-Methods"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("POST"));
        assertThat(mayCall.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValueSatisfying(headers -> assertThat(headers)
                        .containsIgnoringCase("Authorization")
                        .containsIgnoringCase("Mcp-Protocol-Version"));
        assertThat(mayNot.statusCode()).isEqualTo(403);
    }

    @Test
    void originTakesThePlaceOfNoKey() throws Exception {
        HttpRequest without = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/mcp"))
                .header("Origin", OriginsProfile.PAGE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BEGIN))
                .build();

        assertThat(http.send(without, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> beforehand(String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/mcp"))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,mcp-protocol-version")
                .method("OPTIONS", BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String path, String origin) throws Exception {
        return http.send(request(path).header("Origin", origin).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(BEGIN));
    }
}
