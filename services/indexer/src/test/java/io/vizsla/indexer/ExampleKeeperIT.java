package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.QuerySideEncoder;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement.Source;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.retrieval.example.Example;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.retrieval.example.ExampleSource;
import io.vizsla.retrieval.example.JudgedQuery;
import io.vizsla.testkit.FakeEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a judgement on the log to an example that is chosen, with real indexes. */
class ExampleKeeperIT extends WithJudgements implements OpenCollections {

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private ExampleIndex examples;
    private long asked;

    @BeforeEach
    void ingest() throws Exception {
        try (IndexerLoop _ = fixture.start()) {
            fixture.append("dogs", "dogs point at birds");
            fixture.append("cats", "cats sleep all day");
            LogPosition last = fixture.append("fish", "fish swim in water");
            fixture.await("fish", last);
            fixture.view.readToEnd(Duration.ofSeconds(30));
        }
        start();
    }

    @AfterEach
    void stop() {
        closeView();
        if (examples != null) {
            examples.close();
        }
        examples = null;
    }

    @Override
    public OpenCollection get(String name) {
        if (broken.contains(name)) {
            throw VizslaException.of(ErrorCode.INVALID_MODEL, "the model of " + name + " is broken");
        }
        return fixture.collections.get(name);
    }

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
    void aRestartGoesOnWithWhatWasKept() throws Exception {
        await(judge("what do dogs do", "dogs", 2));
        stop();
        long encoded = fixture.encoder.encoded() - asked;
        start();

        assertThat(eventually(() -> examples("dogs"), found -> !found.isEmpty()))
                .extracting(Example::query)
                .containsExactly("what do dogs do");
        assertThat(fixture.encoder.encoded() - encoded)
                .as("nothing but the queries of this test")
                .isEqualTo(asked);
    }

    @Test
    void aRestartMakesLostExamplesAnew() throws Exception {
        for (int i = 0; i < 40; i++) {
            judge("what do dogs do " + i, "dogs", 2);
        }
        await(judge("what do cats do", "cats", 2));
        stop();
        delete(folder());

        start();

        assertThat(eventually(() -> opened(get("docs")), count -> count == 41)).isEqualTo(41);
        assertThat(chosen("cats")).contains("what do cats do");
        await(judge("what do fish do", "fish", 2));
        assertThat(chosen("fish")).contains("what do fish do");
    }

    @Test
    void aRestartMakesExamplesAnewThatAreOthersThoughAsMany() throws Exception {
        await(judge("what do dogs do", "dogs", 2));
        stop();
        try (ExampleIndex other = new ExampleIndex(new LucenePassageIndexes(folder(), LuceneOptions.DEFAULTS))) {
            String id = QueryId.of("what do dogs do");
            ChunkId wrong = new ChunkId(IndexerFixture.document("fish"), 0);
            other.write(get("docs"), List.of(new JudgedQuery(id, "what do dogs do", wrong, true, 2)), 1000);
        }

        start();

        assertThat(eventually(() -> answers("dogs"), List.of("docs/dogs#0")::equals))
                .containsExactly("docs/dogs#0");
    }

    @Test
    void oldExamplesBesideANewLogAreMadeAnew() throws Exception {
        for (int i = 0; i < 5; i++) {
            await(judge("what do dogs do " + i, "dogs", 2));
        }
        stop();
        Files.delete(file());
        try (var admin = fixture.connection.admin("test")) {
            admin.deleteTopics(List.of(Topics.JUDGEMENTS)).all().get();
            while (admin.listTopics().names().get().contains(Topics.JUDGEMENTS)) {
                Thread.sleep(50);
            }
        }
        Topics.ensure(fixture.connection, TopicOptions.STANDALONE);

        start();
        await(judge("what do cats do", "cats", 2));

        assertThat(eventually(() -> chosen("dogs"), List.of("what do cats do")::equals))
                .containsExactly("what do cats do");
    }

    @Test
    void aCollectionThatIsUnknownOrBrokenHarmsNoOther() throws Exception {
        try (PassageIndex _ = fixture.open("other")) {
            broken.add("other");
            append(new DocumentRef("other", "x"), "what is broken", 3, Source.JUDGED);
            append(new DocumentRef("absent", "x"), "what is absent", 3, Source.JUDGED);
            await(judge("what do dogs do", "dogs", 2));

            assertThat(chosen("dogs")).containsExactly("what do dogs do");
        }
    }

    @Test
    void whatADeletedCollectionLeftIsRemovedAtTheNextStart() throws Exception {
        await(judge("what do dogs do", "dogs", 2));
        stop();
        try (PassageIndex index = fixture.open("gone");
                ExampleIndex left = new ExampleIndex(new LucenePassageIndexes(folder(), LuceneOptions.DEFAULTS))) {
            assertThat(index.stats().chunks()).isZero();
            left.open(get("gone"));
        }
        assertThat(folder().resolve("gone")).isDirectory();

        start();
        await(judge("what do cats do", "cats", 2));

        assertThat(folder().resolve("gone")).doesNotExist();
        assertThat(chosen("they do")).containsExactlyInAnyOrder("what do dogs do", "what do cats do");
    }

    @Test
    void takingBackTheLastJudgementRemovesTheIndex() throws Exception {
        await(judge("what do dogs do", "dogs", 2));
        assertThat(folder().resolve("docs")).isDirectory();

        await(takeBack("what do dogs do", "dogs", Source.JUDGED));

        assertThat(folder().resolve("docs")).doesNotExist();
    }

    @Test
    void aBrokenCollectionIsMadeGoodWhenItIsAskedNext() throws Exception {
        judge("what do dogs do", "dogs", 2);
        await(judge("what do cats do", "cats", 2));
        broken.add("docs");
        judge("what do cats do", "cats", 0);
        await(judge("what do fish do", "fish", 2));
        broken.clear();

        // The same number as before the trouble, and not the same.
        assertThat(eventually(() -> chosen("they do"), found -> found.size() == 2))
                .containsExactlyInAnyOrder("what do dogs do", "what do fish do");
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

    private void start() {
        examples = new ExampleIndex(new LucenePassageIndexes(folder(), LuceneOptions.DEFAULTS));
        openView(new ExampleKeeper(examples, this));
    }

    private Path folder() {
        return directory.resolve("examples");
    }

    private long opened(OpenCollection collection) {
        return examples.choose(
                        collection,
                        new ExampleSource.Wanted("none of them", vector("what do dogs do"), 64, 0, false, false, null))
                .examples()
                .size();
    }

    private List<String> chosen(String query) {
        return examples(query).stream().map(Example::query).toList();
    }

    private List<String> answers(String query) {
        return examples(query).stream()
                .map(example -> String.valueOf(example.source()))
                .toList();
    }

    private List<Example> examples(String query) {
        return examples.choose(get("docs"), wanted(query)).examples();
    }

    private ExampleSource.Wanted wanted(String query) {
        return new ExampleSource.Wanted(query, vector(query), 4, 0.1, false, true, null);
    }

    private float[] vector(String query) {
        asked++;
        return fixture.encoder.encode(List.of(EncodingInput.query(query))).dense()[0];
    }

    private static <T> T eventually(Callable<T> question, Predicate<T> good) throws Exception {
        T found = question.call();
        for (int i = 0; i < 200 && !good.test(found); i++) {
            Thread.sleep(50);
            found = question.call();
        }
        return found;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
