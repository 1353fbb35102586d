package io.vizsla.standalone.langchain4j;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.rag.AugmentationRequest;
import dev.langchain4j.rag.AugmentationResult;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Metadata;
import dev.langchain4j.rag.query.Query;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.client.Demonstration;
import io.vizsla.client.Filter;
import io.vizsla.client.Hit;
import io.vizsla.client.Mode;
import io.vizsla.client.SearchRequest;
import io.vizsla.client.VizslaClient;
import io.vizsla.client.VizslaClientException;
import io.vizsla.langchain4j.Citations;
import io.vizsla.langchain4j.VizslaContentRetriever;
import io.vizsla.langchain4j.VizslaEmbeddingStore;
import io.vizsla.standalone.rest.InstanceProfile;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InstanceProfile.class)
class ContentRetrieverIT {

    private static final String QUESTION = "which dog points at birds?";

    private final VizslaClient client = Instance.client();

    @BeforeEach
    void fill() {
        Instance.collection(client, "animals");
        Instance.animals(client, "animals");
    }

    @Test
    void findsWhatRestFindsWithItsScores() {
        List<Hit> hits = client.search("animals", SearchRequest.of(QUESTION)).hits();

        List<Content> contents = augmented(new VizslaContentRetriever(client, "animals"));

        assertThat(hits).hasSize(5);
        assertThat(contents.stream().map(ContentRetrieverIT::score))
                .isEqualTo(hits.stream().map(Hit::score).toList());
        assertThat(contents.stream().map(content -> content.metadata().get(ContentMetadata.EMBEDDING_ID)))
                .isEqualTo(hits.stream().map(Hit::chunkId).toList());
    }

    @Test
    void standardRetrieverOnTheStoreFindsWhatRestFindsWithItsScores() {
        List<Hit> hits =
                client.search("animals", SearchRequest.of(QUESTION).withTopK(3)).hits();
        ContentRetriever standard = EmbeddingStoreContentRetriever.builder()
                .embeddingStore(new VizslaEmbeddingStore(client, "animals"))
                .embeddingModel(VizslaEmbeddingStore.withoutEmbedding())
                .maxResults(3)
                .build();

        List<Content> contents = augmented(standard);

        assertThat(contents.stream().map(ContentRetrieverIT::score))
                .isEqualTo(hits.stream().map(Hit::score).toList());
        assertThat(contents.stream().map(content -> content.textSegment().text()))
                .isEqualTo(hits.stream().map(Hit::text).toList());
    }

    @Test
    void contentCanBeCitedAndKeepsItsMetadata() {
        Content best = new VizslaContentRetriever(client, "animals")
                .retrieve(Query.from(QUESTION))
                .getFirst();

        assertThat(best.textSegment().text()).startsWith("The Vizsla");
        assertThat(best.textSegment().metadata().getString(Citations.DOCUMENT_ID))
                .isEqualTo("vizsla");
        assertThat(best.textSegment().metadata().getString(Citations.CHUNK_ID)).isEqualTo("animals/vizsla#0");
        assertThat(best.textSegment().metadata().getString(Citations.TITLE)).isEqualTo("Vizsla");
        assertThat(best.textSegment().metadata().getInteger(Citations.RANK)).isEqualTo(1);
        assertThat(best.textSegment().metadata().getInteger("year")).isEqualTo(1825);
        assertThat(best.textSegment().metadata().getDouble("weight")).isEqualTo(25.5);
    }

    @Test
    void searchesAsTheTemplateSays() {
        SearchRequest template = SearchRequest.of("not used")
                .withMode(Mode.DENSE)
                .withTopK(2)
                .withInstruction("Given a description, find the animal")
                .withDemonstrations(List.of(new Demonstration("who hears mice?", "The barn owl hunts by ear.")))
                .withFilter(Filter.eq("kind", "dog"));
        // Whose texts are far apart, for the vectors of passages vary a little with the batch that they were encoded
        // in.
        String question = "which dog fetches ducks?";
        List<Hit> hits = client.search("animals", template.withQuery(question)).hits();

        List<Content> contents = new VizslaContentRetriever(client, "animals")
                .searching(template)
                .retrieve(Query.from(question));

        assertThat(hits).extracting(Hit::documentId).containsExactly("poodle", "vizsla");
        assertThat(contents.stream().map(ContentRetrieverIT::score))
                .isEqualTo(hits.stream().map(Hit::score).toList());
    }

    @Test
    void filtersByTheQueryBesideTheTemplate() {
        VizslaContentRetriever retriever = new VizslaContentRetriever(client, "animals")
                .searching(SearchRequest.of("").withFilter(Filter.eq("kind", "dog")))
                .filtering(query -> metadataKey("year")
                        .isLessThan(
                                Integer.parseInt(String.valueOf(query.metadata().chatMemoryId()))));
        Query asked = Query.from(QUESTION, Metadata.from(UserMessage.from(QUESTION), 1850, List.<ChatMessage>of()));

        List<Content> contents = retriever.retrieve(asked);

        assertThat(contents)
                .extracting(content -> content.textSegment().metadata().getString(Citations.DOCUMENT_ID))
                .containsExactly("vizsla");
    }

    @Test
    void leavesOutWhatIsLessProbable() {
        List<Hit> hits = client.search("animals", SearchRequest.of(QUESTION)).hits();
        double least = hits.get(1).score();

        List<Content> contents = new VizslaContentRetriever(client, "animals")
                .searching(SearchRequest.of("").withMinScore(least))
                .retrieve(Query.from(QUESTION));

        assertThat(contents).hasSize(2).allSatisfy(content -> assertThat(score(content))
                .isGreaterThanOrEqualTo(least));
    }

    @Test
    void refusalsNameTheFieldAndSilenceIsTold() {
        VizslaContentRetriever missing = new VizslaContentRetriever(client, "nothing-here");
        VizslaContentRetriever undeclared = new VizslaContentRetriever(client, "animals")
                .filtering(query -> metadataKey("height").isEqualTo(1));
        VizslaContentRetriever nobody = new VizslaContentRetriever(VizslaClient.of("http://localhost:1"), "animals");

        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> missing.retrieve(Query.from("x")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("unknown_collection"));
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> undeclared.retrieve(Query.from("x")))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("unknown_field");
                    assertThat(refused.value()).hasValue("height");
                });
        assertThatExceptionOfType(VizslaClientException.class)
                .isThrownBy(() -> nobody.retrieve(Query.from("x")))
                .satisfies(silent -> {
                    assertThat(silent.code()).isEqualTo(VizslaClientException.UNREACHABLE);
                    assertThat(silent.mayPassLater()).isTrue();
                });
    }

    private static List<Content> augmented(ContentRetriever retriever) {
        AugmentationResult result = DefaultRetrievalAugmentor.builder()
                .contentRetriever(retriever)
                .build()
                .augment(new AugmentationRequest(
                        UserMessage.from(QUESTION), Metadata.from(UserMessage.from(QUESTION), "me", List.of())));
        return result.contents();
    }

    private static double score(Content content) {
        return (Double) content.metadata().get(ContentMetadata.SCORE);
    }
}
