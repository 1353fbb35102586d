package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.QuerySideEncoder;
import io.vizsla.api.judgement.Judgement.Source;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.retrieval.example.Example;
import io.vizsla.testkit.FakeEncoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From a judgement on the log to an example that is chosen, with real indexes. */
class ExampleKeeperIT extends WithExamples {

    @Test
    void judgementsBecomeExamplesAndZeroTakesThemAway() throws Exception {
        judge("what do dogs do", "dogs", 2);
        await(judge("what do cats do", "cats", 3));

        assertThat(chosen("what do they do")).containsExactlyInAnyOrder("what do dogs do", "what do cats do");
        await(judge("what do dogs do", "dogs", 0));
        assertThat(chosen("what do they do")).containsExactly("what do cats do");
    }

    @Test
    void anExampleCarriesItsPassageItsGradeAndItsVectors() throws Exception {
        await(judge("what do dogs do", "dogs", 2));

        Example example = examples("dogs").getFirst();

        assertThat(example.passage()).isEqualTo("dogs point at birds");
        assertThat(String.valueOf(example.source())).isEqualTo("docs/dogs#0");
        assertThat(example.grade()).isEqualTo(2);
        assertThat(example.cosine()).isBetween(0.1, 1.0);
        assertThat(example.reason()).isEqualTo("the nearest judged query");
        assertThat(example.passageVector())
                .isEqualTo(fixture.encoder.encode(List.of(EncodingInput.passage("dogs point at birds")))
                        .dense()[0]);
    }

    @Test
    void neverTheQueryItself() throws Exception {
        judge("what do dogs do", "dogs", 2);
        await(judge("what do cats do", "cats", 3));

        assertThat(chosen("What do DOGS do?")).containsExactly("what do cats do");
    }

    @Test
    void takingTheJudgementBackTakesTheExampleAway() throws Exception {
        judge("what do dogs do", "dogs", 2);
        await(takeBack("what do dogs do", "dogs", Source.JUDGED));

        assertThat(chosen("dogs")).isEmpty();
        await(judge("what do dogs do", "dogs", 1));
        assertThat(chosen("dogs")).containsExactly("what do dogs do");
    }

    @Test
    void theBetterGradeAnswersAndClicksCountWhereNobodyJudged() throws Exception {
        await(click("who sleeps", "fish"));
        assertThat(answers("sleeping")).containsExactly("docs/fish#0");

        await(judge("who sleeps", "dogs", 1));
        assertThat(answers("sleeping")).containsExactly("docs/dogs#0");
        await(judge("who sleeps", "cats", 3));
        assertThat(answers("sleeping")).containsExactly("docs/cats#0");
        judge("who sleeps", "cats", 0);
        await(judge("who sleeps", "dogs", 0));
        assertThat(answers("sleeping")).containsExactly("docs/fish#0");
        await(judge("who sleeps", "fish", 0));
        assertThat(answers("sleeping")).isEmpty();
    }

    @Test
    void aDocumentThatIsNotThereIsNoExampleUntilItIs() throws Exception {
        await(judge("what do birds do", "birds", 3));

        assertThat(chosen("birds")).isEmpty();
        try (IndexerLoop _ = fixture.start()) {
            fixture.await("birds", fixture.append("birds", "birds fly"));
        }
        assertThat(chosen("birds")).containsExactly("what do birds do");
    }

    @Test
    void takingBackTheLastJudgementRemovesTheIndex() throws Exception {
        await(judge("what do dogs do", "dogs", 2));
        assertThat(folder().resolve("docs")).isDirectory();

        await(takeBack("what do dogs do", "dogs", Source.JUDGED));

        assertThat(folder().resolve("docs")).doesNotExist();
    }

    @Test
    void aCollectionThatComesLaterGetsTheJudgementsThatWereThere() throws Exception {
        await(append(new DocumentRef("later", "x"), "what comes late", 3, Source.JUDGED));
        try (PassageIndex index = fixture.open("later")) {
            DocumentRef x = new DocumentRef("later", "x");
            try (IndexerLoop _ = fixture.start()) {
                fixture.view
                        .await(
                                x,
                                fixture.log
                                        .append(x, IndexerFixture.text("late"))
                                        .get())
                        .get(30, TimeUnit.SECONDS);
            }

            assertThat(eventually(() -> opened(get("later")), count -> count == 1))
                    .isEqualTo(1);
            assertThat(index.stats().chunks()).isEqualTo(1);
        }
    }

    @Test
    void anotherDefaultTaskMakesThemAnew() throws Exception {
        await(judge("what do dogs do", "dogs", 2));
        OpenCollection before = get("docs");
        CollectionSpec old = before.spec();
        CollectionSpec with = new CollectionSpec(
                old.name(),
                old.model(),
                old.language(),
                old.cutting(),
                old.fields(),
                Purpose.KNOWLEDGE,
                new Tasks(Map.of("find", "Find the animal"), "find"),
                old.pipeline());
        fixture.collections.with(new OpenCollection(with, before.encoder(), before.index()));

        // Those that were written for other words before a query are not compared with it.
        assertThat(chosen("dogs")).isEmpty();
        assertThat(eventually(() -> chosen("dogs"), found -> !found.isEmpty())).containsExactly("what do dogs do");
    }

    @Test
    void anotherModelThatReadsTheQueriesMakesThemAnew() throws Exception {
        await(judge("what do dogs do", "dogs", 2));
        assertThat(chosen("dogs")).hasSize(1);
        readQueriesBy("tuned");

        assertThat(chosen("dogs")).isEmpty();
        assertThat(eventually(() -> chosen("dogs"), found -> !found.isEmpty())).containsExactly("what do dogs do");
    }

    @Test
    void aJudgementThatComesFirstAfterThatIsNotTakenForAll() throws Exception {
        judge("what do dogs do", "dogs", 2);
        await(judge("what do cats do", "cats", 2));
        stop();
        start();
        // They are open again once the keeper has looked at all of them.
        assertThat(eventually(() -> chosen("they do"), found -> found.size() == 2))
                .hasSize(2);
        readQueriesBy("tuned");

        await(judge("what do fish do", "fish", 2));

        assertThat(eventually(() -> chosen("they do"), found -> found.size() == 3))
                .containsExactlyInAnyOrder("what do dogs do", "what do cats do", "what do fish do");
    }

    private void readQueriesBy(String model) {
        OpenCollection before = get("docs");
        QuerySideEncoder both = new QuerySideEncoder(before.encoder(), new FakeEncoder(model), null, true);
        fixture.collections.with(new OpenCollection(before.spec(), both, before.index()));
    }
}
