package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import io.vizsla.testkit.MilvusServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What callers see while the store is away, and after it. */
@QuarkusTest
@TestProfile(StoreProfile.class)
@NullUnmarked // test code: the framework fills the fields
class StoreOutageIT extends Searching {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private MilvusServer store;

    @Test
    void searchesAnswer503AndDocumentsAreTakenWhileTheStoreIsAway() throws Exception {
        collection("dogs");
        document("dogs", "puli", "The Puli herds sheep.");
        assertThat(found()).isEqualTo("puli");

        store.kill();

        HttpResponse<String> refused = ask();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        assertThat(refused.body()).contains("store_unavailable");
        Answer ready = rest.get("/q/health/ready");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.text()).contains("Milvus at " + store.uri());
        Answer taken = rest.put(path("dogs", "vizsla"), "{\"text\":\"The Vizsla points at game birds.\"}");
        assertThat(taken.status()).as(taken.text()).isEqualTo(202);

        store.restart();

        await().atMost(PATIENCE).until(() -> rest.get("/q/health/ready").status() == 200);
        assertThat(found()).isEqualTo("puli");
        await().atMost(PATIENCE).until(() -> rest.get(path("dogs", "vizsla"))
                .json()
                .at("/state")
                .asText()
                .equals("indexed"));
    }

    private String found() {
        return search("dogs", "{\"query\":\"herding sheep\"}")
                .at("/hits/0/documentId")
                .asText();
    }

    private static HttpResponse<String> ask() throws Exception {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/v1/collections/dogs/search"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\":\"herding sheep\"}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
