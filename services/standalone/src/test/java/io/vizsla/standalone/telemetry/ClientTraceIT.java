package io.vizsla.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.router.DefaultQueryRouter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.AnswerRequest;
import io.vizsla.client.AnswerStream;
import io.vizsla.client.ClientOptions;
import io.vizsla.client.Document;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.langchain4j.VizslaContentRetriever;
import io.vizsla.langchain4j.VizslaEmbeddingStore;
import io.vizsla.query.port.Instance;
import io.vizsla.standalone.guide.GuidePage;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs with an OpenTelemetry of their own whose traces the instance goes on with, by the client's headers. */
@QuarkusTest
@TestProfile(TelemetryProfile.class)
@Timeout(300)
class ClientTraceIT {

    private static final String QUESTION = "which dog points?";

    private final String url = "http://localhost:" + Traced.port();
    private final SdkTracerProvider own = new KeptSpans().provider();
    private final VizslaClient client = client();

    @Inject
    Instance instance;

    private Traced traced;

    @BeforeEach
    void reachTheInstance() {
        traced = new Traced(instance);
    }

    private VizslaClient client() {
        VizslaClient client = new VizslaClient(ClientOptions.of(url).withHeaders(() -> {
            Map<String, String> headers = new HashMap<>();
            W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, Map::put);
            return headers;
        }));
        return client;
    }

    @Test
    void theGuideSaysWhatRunsHere() throws IOException {
        assertThat(GuidePage.of("docs/guides/traces.md", 0).notIn(ClientTraceIT.class))
                .isEmpty();
    }

    @Test
    void callsOfTheClientAreInTheTraceOfTheirCaller() {
        client.putCollection("client-traced", Map.of());

        Span chat = inASpan(() -> {
            client.put("client-traced", new Document("d", null, "The Vizsla is a pointing dog.", Map.of()));
            assertThat(client.search("client-traced", SearchRequest.of(QUESTION))
                            .hits())
                    .hasSize(1);
            try (AnswerStream answer = client.stream("client-traced", AnswerRequest.of(QUESTION))) {
                answer.whole(piece -> {});
            }
        });

        List<JsonNode> spans = spans(chat, 3, "vizsla.ingest", "vizsla.search");
        assertThat(requests(spans))
                .extracting(span -> span.at("/name").asText())
                .containsExactlyInAnyOrder(
                        "PUT /v1/collections/{collection}/documents/{id:.+}",
                        "POST /v1/collections/{collection}/search",
                        "POST /v1/collections/{collection}/answer");
        JsonNode search = spans.stream()
                .filter(span -> span.at("/name").asText().equals("vizsla.search"))
                .findFirst()
                .orElseThrow();
        assertThat(Traced.byId(spans, search.at("/parent").asText()).at("/name").asText())
                .isEqualTo("POST /v1/collections/{collection}/search");
    }

    @Test
    void callsOutsideAnyTraceBeginOne() {
        client.putCollection("client-untraced", Map.of());

        client.search("client-untraced", SearchRequest.of(QUESTION));

        JsonNode search = await().atMost(Duration.ofSeconds(30))
                .until(() -> collected("vizsla.search", "client-untraced"), found -> found.size() == 1)
                .getFirst();
        JsonNode request = await().atMost(Duration.ofSeconds(30))
                .until(() -> requests(traced.spans(search.at("/trace").asText())), found -> found.size() == 1)
                .getFirst();
        assertThat(request.at("/id")).isEqualTo(search.at("/parent"));
        assertThat(request.at("/parent").asText()).isEmpty();
    }

    /** Several retrievers are asked at once, by threads of the augmentor's executor. */
    @Test
    void langChain4jIsInTheTraceOfItsCaller() {
        client.putCollection("chain-traced", Map.of());
        VizslaEmbeddingStore store = new VizslaEmbeddingStore(client, "chain-traced");
        ContentRetriever retriever = new VizslaContentRetriever(client, "chain-traced");
        TextSegment dog = TextSegment.from("The Vizsla is a pointing dog.");
        UserMessage question = UserMessage.from(QUESTION);
        AugmentationRequest asked = new AugmentationRequest(question, Metadata.from(question, "me", List.of()));
        RetrievalAugmentor alone =
                DefaultRetrievalAugmentor.builder().contentRetriever(retriever).build();

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            RetrievalAugmentor atOnce = DefaultRetrievalAugmentor.builder()
                    .queryRouter(new DefaultQueryRouter(retriever, retriever))
                    .executor(Context.taskWrapping(threads))
                    .build();
            Span chat = inASpan(() -> {
                String id = store.add(
                        VizslaEmbeddingStore.withoutEmbedding().embed(dog).content(), dog);
                assertThat(alone.augment(asked).contents()).hasSize(1);
                assertThat(atOnce.augment(asked).contents()).isNotEmpty();
                store.removeAll(List.of(id));
            });

            assertThat(requests(spans(chat, 5, "vizsla.ingest", "vizsla.search", "vizsla.ingest.delete")))
                    .extracting(span -> span.at("/name").asText())
                    .containsExactlyInAnyOrder(
                            "POST /v1/collections/{collection}/documents",
                            "POST /v1/collections/{collection}/search",
                            "POST /v1/collections/{collection}/search",
                            "POST /v1/collections/{collection}/search",
                            "DELETE /v1/collections/{collection}/documents/{id:.+}");
        }
    }

    @Test
    void pageShowsWhatRunsHere() throws Exception {
        GuidePage page = GuidePage.of("docs/guides/traces.md", Traced.port());

        assertThat(page.snippets("java")).hasSize(1);
        assertThat(page.notIn(ClientTraceIT.class)).isEmpty();
    }

    private Span inASpan(Runnable work) {
        Span chat = own.get("a chat").spanBuilder("chat").startSpan();
        try (Scope _ = chat.makeCurrent()) {
            work.run();
        } finally {
            chat.end();
        }
        return chat;
    }

    /** Returns the spans that the instance left of a trace once these and so many requests are there, each below the caller's. */
    private List<JsonNode> spans(Span caller, int requests, String... names) {
        String trace = caller.getSpanContext().getTraceId();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> requests(traced.spans(trace)).size() == requests);
        List<JsonNode> spans = traced.spans(trace, names);
        assertThat(requests(spans))
                .allSatisfy(request -> assertThat(request.at("/parent").asText())
                        .isEqualTo(caller.getSpanContext().getSpanId()));
        return spans;
    }

    private static List<JsonNode> requests(List<JsonNode> spans) {
        return spans.stream()
                .filter(span -> span.at("/kind").asText().equals("SPAN_KIND_SERVER"))
                .toList();
    }

    private List<JsonNode> collected(String name, String collection) {
        return traced.collected()
                .at("/spans")
                .valueStream()
                .filter(span -> span.at("/name").asText().equals(name))
                .filter(span ->
                        span.at("/attributes/vizsla.collection").asText().equals(collection))
                .toList();
    }
}
