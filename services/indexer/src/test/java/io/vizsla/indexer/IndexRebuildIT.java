package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.collection.RebuildProgress.State;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.IndexQuery;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Collections go over to another index of the same documents, and back, whatever happens meanwhile. */
class IndexRebuildIT extends WithFixture {

    private static final Consumer<RebuildStep> UNTOLD = _ -> {};

    @BeforeEach
    void addCollection() {
        fixture.index.close();
        fixture.indexes.drop("docs");
        try (KafkaCollectionRegistry registry = KafkaCollectionRegistry.open(fixture.connection)) {
            registry.put(IndexerFixture.collection("docs"));
        }
    }

    @Test
    void theCollectionGoesOverOnceTheNewIndexHasAll() throws Exception {
        try (RebuildFixture instance = start(UNTOLD)) {
            ingest(instance);
            List<String> before = instance.found();

            RebuildProgress begun = instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            assertThat(begun.state()).isEqualTo(State.BUILDING);
            RebuildProgress done = instance.awaitState(State.DONE);

            assertThat(done.trouble()).isNull();
            assertThat(instance.served().indexName()).isEqualTo("docs@1");
            assertThat(instance.served().model()).isEqualTo("fake2");
            assertThat(instance.collections.get("docs").encoder().card().name()).isEqualTo("fake2");
            assertThat(instance.found()).hasSizeGreaterThan(before.size());
            assertThat(words(instance.found())).isEqualTo(words(before));
            instance.add("late", "after the switch");
            assertThat(instance.found()).anyMatch(chunk -> chunk.contains("after the switch"));
            assertThat(fixture.indexes.names()).containsExactlyInAnyOrder("docs", "docs@1");
        }
    }

    @Test
    void whatComesWhileTheNewIndexIsFilledIsInIt() throws Exception {
        CountDownLatch filled = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (RebuildFixture instance = start(step -> {
            if (step == RebuildStep.FILLED && filled.getCount() > 0) {
                filled.countDown();
                awaitQuietly(goOn);
            }
        })) {
            ingest(instance);
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            assertThat(filled.await(30, TimeUnit.SECONDS)).isTrue();
            instance.add("id3", "changed meanwhile");
            instance.add("id4", null);
            instance.add("new", "came meanwhile");
            List<String> before = instance.found();
            goOn.countDown();
            instance.awaitState(State.DONE);

            assertThat(words(instance.found())).isEqualTo(words(before));
            assertThat(String.join(" ", instance.found()))
                    .contains("changed meanwhile", "came meanwhile")
                    .doesNotContain("docs/id4#");
        }
    }

    @Test
    void oneCallGoesBackWithAllThatHasComeSince() throws Exception {
        try (RebuildFixture instance = start(UNTOLD)) {
            ingest(instance);
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            instance.awaitState(State.DONE);
            instance.add("id3", "changed after the switch");
            instance.add("id4", null);
            instance.add("new", "came after the switch");
            List<String> after = instance.found();

            assertThat(instance.rebuilds.back(instance.served())).isPresent();
            instance.awaitState(State.DONE);

            assertThat(instance.served().indexName()).isEqualTo("docs");
            assertThat(instance.served().model()).isEqualTo("fake");
            assertThat(words(instance.found())).isEqualTo(words(after));
            assertThat(instance.found()).hasSizeLessThan(after.size());
            instance.add("id5", "changed after the way back");
            assertThat(instance.rebuilds.back(instance.served())).isPresent();
            instance.awaitState(State.DONE);
            assertThat(instance.served().indexName()).isEqualTo("docs@1");
            assertThat(String.join(" ", instance.found())).contains("changed after the way back");
        }
    }

    @Test
    void whatTheLoopHadNotReachedAtTheSwitchIsThereOnTheWayBack() throws Exception {
        try (RebuildFixture instance = start(UNTOLD)) {
            ingest(instance);
            instance.hold();
            LogPosition last = null;
            for (int i = 0; i < 40; i++) {
                last = fixture.append("lagging" + i, "waits on the log " + i);
            }
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            instance.awaitState(State.DONE);
            boolean isLagging =
                    instance.view().find(IndexerFixture.document("lagging39")).isEmpty();
            instance.goOn();
            instance.view().await(IndexerFixture.document("lagging39"), last).get(30, TimeUnit.SECONDS);
            instance.add("end", "the last one");
            List<String> after = instance.found();

            assertThat(instance.rebuilds.back(instance.served())).isPresent();
            instance.awaitState(State.DONE);

            assertThat(isLagging).isTrue();
            assertThat(words(instance.found())).isEqualTo(words(after));
            assertThat(instance.found()).anyMatch(chunk -> chunk.contains("waits on the log 17"));
        }
    }

    @Test
    void aDeletionThatTheLogHasForgottenIsKnownOnTheWayBack() throws Exception {
        try (RebuildFixture instance = start(UNTOLD)) {
            ingest(instance);
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            instance.awaitState(State.DONE);
            instance.add("id4", null);
            // The file that tells where the old index stopped is as if it had been written after the deletion.
            assertThat(instance.rebuilds.back(instance.served())).isPresent();
            instance.awaitState(State.DONE);
            assertThat(instance.rebuilds.back(instance.served())).isPresent();
            instance.awaitState(State.DONE);

            assertThat(instance.found()).noneMatch(chunk -> chunk.startsWith("docs/id4#"));
        }
    }

    /** The way forth is a way back, too: the index served before. */
    @Test
    void aDeletionThatTheLogHasForgottenIsKnownOnTheWayForth() throws Exception {
        try (RebuildFixture instance = start(UNTOLD)) {
            ingest(instance);
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            instance.awaitState(State.DONE);
            assertThat(instance.rebuilds.back(instance.served())).isPresent();
            instance.awaitState(State.DONE);
            instance.add("id4", null);
            pretendThatTheLogBeginsHere("docs@1");

            assertThat(instance.rebuilds.back(instance.served())).isPresent();
            instance.awaitState(State.DONE);

            assertThat(instance.served().indexName()).isEqualTo("docs@1");
            assertThat(instance.found()).noneMatch(chunk -> chunk.startsWith("docs/id4#"));
        }
    }

    private void pretendThatTheLogBeginsHere(String index) throws Exception {
        String topic;
        try (Admin admin = fixture.connection.admin("test")) {
            topic = admin.describeTopics(List.of(Topics.DOCUMENTS))
                    .allTopicNames()
                    .get()
                    .get(Topics.DOCUMENTS)
                    .topicId()
                    .toString();
        }
        Map<Integer, Long> end = new HashMap<>();
        fixture.read(Topics.DOCUMENTS).forEach(record -> end.put(record.partition(), record.offset() + 1));
        try (StatusStore states = StatusStore.open(directory.resolve("rebuilds").resolve(index + ".mv"))) {
            assertThat(states.offsets(topic)).isNotEqualTo(end);
            states.commit(end);
        }
    }

    @Test
    void aSwitchWhoseAnswerIsLostIsMadeAgainUntilItIsKnown() throws Exception {
        try (RebuildFixture instance = start(UNTOLD)) {
            ingest(instance);
            List<String> before = instance.found();
            instance.silences.set(3);

            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            instance.awaitState(State.DONE);

            // The first change is not made; the second is, which shows without a third.
            assertThat(instance.silences).hasValue(1);
            assertThat(instance.served().indexName()).isEqualTo("docs@1");
            assertThat(words(instance.found())).isEqualTo(words(before));
            instance.add("late", "after the switch");
            assertThat(instance.found()).anyMatch(chunk -> chunk.contains("after the switch"));
        }
    }

    @ParameterizedTest
    @EnumSource(RebuildStep.class)
    void aCrashAtAnyStepLeavesOneIndexWithAllAndTheNextStartGoesOn(RebuildStep crashed) throws Exception {
        AtomicReference<RebuildStep> last = new AtomicReference<>();
        List<String> before;
        try (RebuildFixture instance = start(step -> {
            last.set(step);
            if (step == crashed) {
                throw new AssertionError("crash after " + step);
            }
        })) {
            ingest(instance);
            before = instance.found();
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            RebuildProgress failed = instance.awaitState(State.FAILED);
            assertThat(failed.trouble()).contains("crash");
            assertThat(last.get()).isEqualTo(crashed);
            boolean isOver = crashed == RebuildStep.SWITCHED;
            assertThat(instance.served().model()).isEqualTo(isOver ? "fake2" : "fake");
        }
        try (RebuildFixture instance = start(UNTOLD)) {
            instance.awaitState(State.DONE);

            assertThat(instance.served().model()).isEqualTo("fake2");
            assertThat(words(instance.found())).isEqualTo(words(before));
            assertThat(instance.rebuilds.back(instance.served())).isPresent();
            instance.awaitState(State.DONE);
            assertThat(instance.found()).isEqualTo(before);
        }
    }

    @Test
    void oneThatIsGivenUpLeavesNothing() throws Exception {
        CountDownLatch filled = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (RebuildFixture instance = start(step -> {
            if (step == RebuildStep.FILLED) {
                filled.countDown();
                awaitQuietly(goOn);
            }
        })) {
            ingest(instance);
            List<String> before = instance.found();
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            assertThat(filled.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> instance.rebuilds.begin(instance.served(), instance.cut("fake2", 24)))
                    .isInstanceOfSatisfying(VizslaException.class, refused -> assertThat(refused.code())
                            .isEqualTo(ErrorCode.CONFLICT));
            goOn.countDown();

            assertThat(instance.rebuilds.end("docs")).isTrue();

            assertThat(instance.rebuilds.find("docs")).isEmpty();
            assertThat(instance.rebuilds.end("docs")).isFalse();
            if (instance.served().generation() == 0) {
                assertThat(instance.found()).isEqualTo(before);
                assertThat(fixture.indexes.names()).containsExactly("docs");
            }
        }
    }

    @Test
    void documentsThatCouldNoLongerBeFoundAreNotLost() throws Exception {
        try (RebuildFixture instance = start(UNTOLD)) {
            ingest(instance);
            instance.add("strange", "unreadable words");
            instance.rebuilds.begin(instance.served(), instance.cut(RebuildFixture.REFUSING + "unreadable", 16));

            RebuildProgress failed = instance.awaitState(State.FAILED);

            assertThat(failed.trouble()).contains("strange");
            assertThat(instance.served().generation()).isZero();
            // Whoever has read that may try otherwise.
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 24));
            instance.awaitState(State.DONE);
            assertThat(instance.served().indexName()).isEqualTo("docs@2");
            assertThat(fixture.indexes.names()).containsExactlyInAnyOrder("docs", "docs@2");
        }
    }

    @Test
    void noSearchFailsOrMixesSpacesInAHundredSwitches() throws Exception {
        try (RebuildFixture instance = start(UNTOLD)) {
            ingest(instance);
            instance.rebuilds.begin(instance.served(), instance.cut("fake2", 16));
            instance.awaitState(State.DONE);
            AtomicInteger searches = new AtomicInteger();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            CountDownLatch end = new CountDownLatch(1);
            Thread searcher = Thread.ofPlatform().start(() -> {
                try {
                    while (end.getCount() > 0) {
                        search(instance.collections.get("docs"));
                        searches.incrementAndGet();
                    }
                } catch (Throwable failed) {
                    failure.set(failed);
                }
            });

            for (int i = 0; i < 100; i++) {
                assertThat(instance.rebuilds.back(instance.served())).isPresent();
                instance.awaitState(State.DONE);
            }
            end.countDown();
            searcher.join();

            assertThat(failure.get()).isNull();
            assertThat(searches.get()).isGreaterThan(100);
            assertThat(instance.served().indexName()).isEqualTo("docs@1");
        }
    }

    /** What is found by the vector of a document's own text is that document, at the top, in whichever space. */
    static void search(OpenCollection collection) {
        float[] vector = collection
                .encoder()
                .encode(List.of(EncodingInput.query("text number 7")))
                .dense()[0];
        assertThat(collection.index().spec().space())
                .isEqualTo(collection.encoder().card().space());
        ChunkId first = collection
                .index()
                .search(IndexQuery.dense(vector, 1))
                .list()
                .getFirst()
                .id();
        assertThat(first.document().id()).isEqualTo("id7");
    }

    private RebuildFixture start(Consumer<RebuildStep> steps) {
        return RebuildFixture.start(fixture, directory, steps);
    }

    private static void ingest(RebuildFixture instance) throws Exception {
        for (int i = 0; i < 20; i++) {
            instance.add("id" + i, "text number " + i);
        }
        instance.add("long", IntStream.range(0, 60).mapToObj(i -> "word" + i).collect(Collectors.joining(" ")));
        instance.add("twice", "once");
        instance.add("twice", "and again");
        instance.add("gone", "not for long");
        instance.add("gone", null);
    }

    /** The words of each document in order, however it is cut. */
    static List<String> words(List<String> chunks) {
        return chunks.stream()
                .flatMap(chunk -> {
                    String id = chunk.substring(0, chunk.indexOf('#'));
                    String version = chunk.substring(chunk.indexOf('@') + 1, chunk.indexOf(' '));
                    return Arrays.stream(chunk.substring(chunk.indexOf(' ') + 1).split("\\s+"))
                            .map(word -> id + "@" + version + " " + word);
                })
                .sorted()
                .toList();
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
