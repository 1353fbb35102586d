package io.vizsla.langchain4j;

import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.filter.Filter;
import io.vizsla.client.Hit;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.client.VizslaClientException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds content in a collection of an instance, or of an {@link Engine} in process, which reads the query's own words: by meaning
 * and by words at once, with the instruction, the worked examples and the filter that the search asks for.
 *
 * <p>{@link ContentMetadata#SCORE} is the calibrated probability of relevance, so that one {@code minScore} means the same in every
 * mode and collection. The segment's metadata is the document's, and what {@link Citations} names. Safe for any number of threads.
 */
public final class VizslaContentRetriever implements ContentRetriever {

    private final Engine engine;
    private final String collection;
    private final SearchRequest search;
    private final Function<Query, @Nullable Filter> filter;

    private VizslaContentRetriever(
            Engine engine, String collection, SearchRequest search, Function<Query, @Nullable Filter> filter) {
        this.engine = engine;
        this.collection = collection;
        this.search = search;
        this.filter = filter;
    }

    /** Makes a retriever that leaves all choices to the collection. */
    public VizslaContentRetriever(VizslaClient client, String collection) {
        this(Engine.of(client), collection);
    }

    /** Makes a retriever that leaves all choices to the collection. */
    public VizslaContentRetriever(Engine engine, String collection) {
        this(engine, collection, SearchRequest.of(""), query -> null);
    }

    /**
     * Returns a retriever that searches so.
     *
     * @param template whose query is not used
     */
    public VizslaContentRetriever searching(SearchRequest template) {
        return new VizslaContentRetriever(engine, collection, template, filter);
    }

    /**
     * Returns a retriever whose filter depends on the query, such as on the user whose memory id it carries. It counts beside
     * that of the search: what is found passes both.
     *
     * @param choice gives null for no filter
     */
    public VizslaContentRetriever filtering(Function<Query, @Nullable Filter> choice) {
        return new VizslaContentRetriever(engine, collection, search, choice);
    }

    /**
     * Finds content.
     *
     * @throws VizslaClientException if the instance refuses or does not answer; in process what {@link Engine} says
     */
    @Override
    public List<Content> retrieve(Query query) {
        SearchRequest request = search.withQuery(query.text()).withFilter(restriction(query));
        return engine.search(collection, request).hits().stream()
                .map(VizslaContentRetriever::content)
                .toList();
    }

    private io.vizsla.client.@Nullable Filter restriction(Query query) {
        Filter chosen = filter.apply(query);
        if (chosen == null) {
            return search.filter();
        }
        io.vizsla.client.Filter translated = RestFilters.TRANSLATOR.translate(chosen);
        io.vizsla.client.Filter usual = search.filter();
        return usual == null ? translated : io.vizsla.client.Filter.and(usual, translated);
    }

    private static Content content(Hit hit) {
        return Content.from(
                Citations.segment(hit),
                Map.of(ContentMetadata.SCORE, hit.score(), ContentMetadata.EMBEDDING_ID, hit.chunkId()));
    }
}
