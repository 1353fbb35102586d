package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.judgement.Judgement.Source;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.index.lucene.LuceneOptions;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.retrieval.example.Example;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.retrieval.example.JudgedQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was kept is gone on with; what was lost, is of something else or was broken for a while is made good. */
class ExampleRecoveryIT extends WithExamples {

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

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
