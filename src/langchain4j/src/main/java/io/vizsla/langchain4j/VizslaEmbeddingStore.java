package io.vizsla.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.filter.Filter;
import io.vizsla.client.BulkResult;
import io.vizsla.client.Document;
import io.vizsla.client.DocumentPage;
import io.vizsla.client.Hit;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.StoredDocument;
import io.vizsla.client.VizslaClient;
import io.vizsla.client.VizslaClientException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A collection of an instance as LangChain4j's embedding store: LangChain4j's ingestor and its standard retriever work on it as they
 * are, and find what a search over REST finds, with the same scores.
 *
 * <p>The instance encodes by itself, documents and queries alike, with the collection's model, instruction and pipeline. Embeddings
 * that are handed over are therefore not sent; {@link #withoutEmbedding()} is a model that saves computing them. Searches read
 * {@link EmbeddingSearchRequest#query()}, by meaning and by words unless {@link #searching} says otherwise; scores are calibrated
 * probabilities; matches carry no embedding. A segment is a document of the collection: its id is the embedding's, and one that is
 * longer than a chunk is found by each of its parts under that id. {@link IndexEmbeddingStore} stores a caller's own vectors.
 *
 * <p>Filters name declared fields of the collection; others are refused by the instance. What was added or removed is on the log,
 * and seen by every later search, when the call returns; where an instance is not done with it in time the call throws. Safe for
 * any number of threads.
 */
public final class VizslaEmbeddingStore extends WritableStore {

    private static final int PAGE = 200;

    private final VizslaClient client;
    private final String collection;
    private final SearchRequest search;

    /** Makes a store of a collection, which must exist. */
    public VizslaEmbeddingStore(VizslaClient client, String collection) {
        this(client, collection, SearchRequest.of(""));
    }

    private VizslaEmbeddingStore(VizslaClient client, String collection, SearchRequest search) {
        this.client = client;
        this.collection = collection;
        this.search = search;
    }

    /**
     * Returns a store that searches so.
     *
     * @param template whose query, number of hits, least score and filter are those of each request instead
     */
    public VizslaEmbeddingStore searching(SearchRequest template) {
        return new VizslaEmbeddingStore(client, collection, template);
    }

    /** Returns the embedding model to give to an ingestor or a retriever of this store: it computes nothing. */
    public static NoEmbeddingModel withoutEmbedding() {
        return new NoEmbeddingModel();
    }

    /**
     * Searches by the request's words.
     *
     * @throws UnsupportedFeatureException if it has none, or its filter is of a kind that LangChain4j does not bring
     * @throws VizslaClientException if the instance refuses or does not answer
     */
    @Override
    public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
        String query = request.query();
        if (query == null || query.isBlank()) {
            throw new UnsupportedFeatureException(
                    "query = " + query + " is not valid: must be the words to search for; the instance encodes them");
        }
        Filter filter = request.filter();
        SearchRequest asked = search.withQuery(query)
                .withTopK(request.maxResults())
                .withMinScore(request.minScore())
                .withFilter(filter == null ? null : RestFilters.TRANSLATOR.translate(filter));
        return new EmbeddingSearchResult<>(client.search(collection, asked).hits().stream()
                .map(VizslaEmbeddingStore::match)
                .toList());
    }

    /** Removes the documents whose metadata passes; each of them is looked at, whatever fields are declared. */
    @Override
    public void removeAll(@Nullable Filter filter) {
        if (filter == null) {
            throw new IllegalArgumentException("filter cannot be null");
        }
        removeThose(id -> client.find(collection, id)
                .map(document -> filter.test(metadata(document)))
                .orElse(false));
    }

    @Override
    public void removeAll() {
        removeThose(id -> true);
    }

    /** Throws a {@link VizslaClientException} that may pass later if the instance was not done in time with what it took. */
    @Override
    void write(Collection<Added> rows) {
        BulkResult result =
                client.putAll(collection, rows.stream().map(this::document).toList());
        List<BulkResult.Rejection> rejected = result.rejected();
        if (rejected != null && !rejected.isEmpty()) {
            throw new IllegalArgumentException("segment " + rejected.get(0).line() + " was not taken: "
                    + rejected.get(0).detail());
        }
        List<BulkResult.Failure> failed = result.failed();
        if (failed != null && !failed.isEmpty()) {
            throw new IllegalArgumentException(
                    "segment with id " + failed.get(0).id() + " cannot be indexed: "
                            + failed.get(0).detail());
        }
        result.complete();
    }

    @Override
    void delete(Collection<String> ids) {
        client.deleteAll(collection, ids);
    }

    private Document document(Added row) {
        TextSegment segment = row.segment();
        if (segment == null) {
            throw new UnsupportedFeatureException(
                    "embedding " + row.id() + " has no text: the instance encodes text and keeps no bare vectors");
        }
        return new Document(row.id(), null, segment.text(), MetadataValues.stored(segment.metadata()));
    }

    private void removeThose(Predicate<String> chosen) {
        List<String> ids = new ArrayList<>();
        String after = null;
        do {
            DocumentPage page = client.documents(collection, "indexed", after, PAGE);
            page.documents().stream().map(DocumentPage.Entry::id).filter(chosen).forEach(ids::add);
            after = page.next();
        } while (after != null);
        if (!ids.isEmpty()) {
            delete(ids);
        }
    }

    private static Metadata metadata(StoredDocument document) {
        return document.metadata() == null ? new Metadata() : MetadataValues.read(document.metadata());
    }

    @SuppressWarnings("NullAway") // A match may lack its embedding, whatever the library's types say.
    private static EmbeddingMatch<TextSegment> match(Hit hit) {
        return new EmbeddingMatch<>(hit.score(), hit.documentId(), null, Citations.segment(hit));
    }
}
