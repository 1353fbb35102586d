package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Java's client as it is, which would rather speak HTTP/2. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class ClearTextProtocolIT {

    @Test
    void longAnswersToAFirstRequestArriveWhole() throws Exception {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/openapi?format=json"))
                .build();
        for (int i = 0; i < 50; i++) {
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

                assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
                assertThat(response.body().strip())
                        .startsWith("{")
                        .endsWith("}")
                        .hasSizeGreaterThan(100_000);
            }
        }
    }
}
