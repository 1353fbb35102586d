package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An instance of Vizsla, reached over REST.
 *
 * <p>Every call but {@link #stream} and {@link #putAll} either brings a whole answer or throws {@link VizslaClientException}, no later
 * than the options' timeout.
 * Nothing is tried twice; {@link VizslaClientException#mayPassLater()} says when that makes sense. Safe for any number of
 * threads; needs no closing.
 */
public final class VizslaClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final String WAIT = "?wait=indexed";
    private static final int DELETIONS = 16;
    private static final int MISSING = 404;
    private static final String UNKNOWN_DOCUMENT = "unknown_document";

    private final Exchange exchange;

    /** Makes a client; nothing is sent yet. */
    public VizslaClient(ClientOptions options) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
        this.exchange = new Exchange(http, options);
    }

    /** Makes a client with the usual options, for an address such as {@code http://localhost:8080}. */
    public static VizslaClient of(String url) {
        return new VizslaClient(ClientOptions.of(url));
    }

    /** Searches a collection. */
    public SearchResult search(String collection, SearchRequest request) {
        return exchange.call("POST", collection(collection) + "/search", request, SearchResult.class);
    }

    /**
     * Answers a question from a collection, with citations. An answer that a chat model writes can take minutes; the options' timeout
     * must leave time for it.
     */
    public Answer answer(String collection, AnswerRequest request) {
        return exchange.call("POST", collection(collection) + "/answer", request, Answer.class);
    }

    /**
     * Answers a question from a collection, piece by piece.
     *
     * @return what comes; the caller closes it, which in the middle ends the work of the instance. The options' timeout counts for
     *     each event, not for the whole
     */
    public AnswerStream stream(String collection, AnswerRequest request) {
        return exchange.stream(collection(collection) + "/answer", request);
    }

    /** Embeds texts. */
    public Embeddings embed(EmbeddingsRequest request) {
        return exchange.call("POST", "/v1/embeddings", request, EmbeddingsAnswer.class)
                .embeddings();
    }

    /**
     * Orders passages by how well they answer a query.
     *
     * @param model a reranker or an embedding model with token vectors; null for the instance's choice
     */
    public Reranked rerank(@Nullable String model, String query, List<String> passages) {
        Map<String, Object> request = new LinkedHashMap<>();
        if (model != null) {
            request.put("model", model);
        }
        request.put("query", query);
        request.put("documents", passages);
        return exchange.call("POST", "/v1/rerank", request, Reranked.class);
    }

    /** Returns the models of the instance. */
    public List<Model> models() {
        return exchange.call("GET", "/v1/models", null, Models.class).data();
    }

    /** Returns the collections of the instance. */
    public List<Collection> collections() {
        return exchange.call("GET", "/v1/collections", null, Collections.class).collections();
    }

    /** Returns a collection. */
    public Collection describe(String collection) {
        return exchange.call("GET", collection(collection), null, Collection.class);
    }

    /**
     * Creates a collection, or changes it.
     *
     * @param settings those that shall be other than they are, as REST names them: {@code model}, {@code dimension},
     *     {@code language}, {@code fields}, {@code tasks} and so on
     */
    public Collection putCollection(String collection, Map<String, ?> settings) {
        return exchange.call("PUT", collection(collection), settings, Collection.class);
    }

    /** Deletes a collection with all that is in it. */
    public void deleteCollection(String collection) {
        exchange.callForNothing("DELETE", collection(collection));
    }

    /** Sends a document and returns once it can be found. */
    public void put(String collection, Document document) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        if (document.title() != null) {
            body.put("title", document.title());
        }
        body.put("text", document.text());
        body.put("metadata", document.metadata());
        exchange.call("PUT", document(collection, document.id()) + WAIT, body, Map.class);
    }

    /**
     * Sends documents and returns once they can be found or have failed, or the instance's time was up, which the result tells
     * ({@link BulkResult#complete()} makes an error of the last). Of an id that stands twice the last one wins.
     *
     * <p>They are sent in parts, one after the other, and the options' timeout counts for each of them; of a part that throws, those
     * before it are on the log.
     *
     * @param documents any number: only a part of them is in memory at a time
     */
    public BulkResult putAll(String collection, Iterable<Document> documents) {
        return new BulkUpload(exchange.ofOneCall(), collection(collection) + "/documents" + WAIT).send(documents);
    }

    /** Returns a document with its chunks; empty if there is none of this id. */
    public Optional<StoredDocument> find(String collection, String id) {
        try {
            return Optional.of(exchange.call("GET", document(collection, id), null, StoredDocument.class));
        } catch (VizslaClientException refused) {
            if (refused.status() == MISSING && refused.code().equals(UNKNOWN_DOCUMENT)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /**
     * Returns a page of a collection's documents in id order.
     *
     * @param state only documents of this state; null for all
     * @param after the {@code next} of the page before; null for the first one
     */
    public DocumentPage documents(String collection, @Nullable String state, @Nullable String after, int limit) {
        StringBuilder path = new StringBuilder(collection(collection))
                .append("/documents?limit=")
                .append(limit);
        if (state != null) {
            path.append("&state=").append(Exchange.encoded(state));
        }
        if (after != null) {
            path.append("&after=").append(Exchange.encoded(after));
        }
        return exchange.call("GET", path.toString(), null, DocumentPage.class);
    }

    /** Deletes a document and returns once it can no longer be found. */
    public void delete(String collection, String id) {
        delete(exchange, collection, id);
    }

    /**
     * Deletes documents, several at a time, and returns once none of them can be found any more. One that is refused does not keep
     * the others back.
     *
     * @throws VizslaClientException of the first that was refused, once all were tried; those of others are suppressed ones of it. An
     *     instance that is busy or out of reach is told of at once
     */
    public void deleteAll(String collection, java.util.Collection<String> ids) {
        Exchange call = exchange.ofOneCall();
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(DELETIONS, ids.size())));
        try {
            Failures failures = new Failures();
            ids.stream()
                    .map(id -> CompletableFuture.runAsync(() -> delete(call, collection, id), threads))
                    .toList()
                    .forEach(failures::await);
            failures.throwFirst();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void delete(Exchange exchange, String collection, String id) {
        exchange.callForNothing("DELETE", document(collection, id) + WAIT);
    }

    private static String collection(String name) {
        return Exchange.path("v1", "collections", name);
    }

    private static String document(String collection, String id) {
        return Exchange.path("v1", "collections", collection, "documents", id);
    }

    private record Models(@JsonProperty("data") List<Model> data) {}

    private record Collections(@JsonProperty("collections") List<Collection> collections) {}
}
