package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.collection.RebuildProgress.State;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Collections go over to another index, and back, where several processes write to the one that serves. */
class ClusterRebuildIT extends WithFixture {

    private static final Duration GUARD = Duration.ofSeconds(60);
    private static final Consumer<RebuildStep> UNTOLD = _ -> {};

    private ServedIndexes store;
    private ClusterProcess query;

    @BeforeEach
    void startQueryProcess() {
        fixture.index.close();
        fixture.indexes.drop("docs");
        store = new ServedIndexes(fixture.indexes);
        query = ClusterProcess.query(fixture, store, directory);
        query.registry.put(IndexerFixture.collection("docs"));
    }

    @AfterEach
    void stopQueryProcess() {
        query.close();
    }

    @Test
    void askedForAnywhereItIsCarriedOutByAnIndexerWhileAllOfThemWrite() throws Exception {
        CountDownLatch filled = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Consumer<RebuildStep> steps = step -> {
            if (step == RebuildStep.FILLED) {
                filled.countDown();
                IndexRebuildIT.awaitQuietly(goOn);
            }
        };
        try (ClusterProcess one = start("one", steps);
                ClusterProcess two = start("two", steps)) {
            awaitBoth(one, two);
            ingest();
            List<String> before = query.found();

            assertThat(query.rebuilds
                            .begin(query.served(), query.cut("fake2", 16))
                            .state())
                    .isEqualTo(State.BUILDING);
            assertThat(filled.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 20; i++) {
                add("meanwhile" + i, "came while it was filled " + i);
            }
            add("id3", "changed meanwhile");
            add("id4", null);
            List<String> served = query.found();
            goOn.countDown();
            RebuildProgress done = query.awaitState(State.DONE);

            assertThat(done.trouble()).isNull();
            assertThat(query.served().indexName()).isEqualTo("docs@1");
            assertThat(query.collections.get("docs").encoder().card().name()).isEqualTo("fake2");
            assertThat(words(query)).isEqualTo(IndexRebuildIT.words(served)).isNotEqualTo(IndexRebuildIT.words(before));
            for (int i = 0; i < 20; i++) {
                add("after" + i, "came after the switch " + i);
            }
            assertThat(String.join(" ", query.found())).contains("switch 0", "switch 19");
            assertThat(fixture.indexes.names()).containsExactlyInAnyOrder("docs", "docs@1");
        }
    }

    @Test
    void anotherIndexerGoesBackWithAllThatHasComeSince() throws Exception {
        ClusterProcess one = startNext("one", UNTOLD);
        List<String> after;
        try {
            ingest();
            query.rebuilds.begin(query.served(), query.cut("fake2", 16));
            query.awaitState(State.DONE);
            add("id3", "changed after the switch");
            add("id4", null);
            add("new", "came after the switch");
            after = query.found();
        } finally {
            one.close();
        }
        try (ClusterProcess two = startNext("two", UNTOLD)) {
            assertThat(query.rebuilds.back(query.served())).isPresent();
            query.awaitState(State.DONE);

            assertThat(query.served().indexName()).isEqualTo("docs");
            assertThat(words(query)).isEqualTo(IndexRebuildIT.words(after));
            assertThat(query.found()).hasSizeLessThan(after.size());
            assertThat(two.served()).isEqualTo(query.served());
        }
        // The first one has a file of the index that served in between, which is out of date.
        try (ClusterProcess again = startNext("one", UNTOLD)) {
            add("id5", "changed after the way back");
            add("id3", "text number 3");
            assertThat(query.rebuilds.back(query.served())).isPresent();
            query.awaitState(State.DONE);

            assertThat(again.served().indexName()).isEqualTo("docs@1");
            assertThat(String.join(" ", query.found()))
                    .contains("changed after the way back", "text number 3")
                    .doesNotContain("changed after the switch", "docs/id4#");
        }
    }

    @ParameterizedTest
    @EnumSource(RebuildStep.class)
    void whenItsProcessEndsAtAnyStepTheNextOneFinishes(RebuildStep crashed) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        List<String> before;
        try (ClusterProcess _ = startNext("one", step -> {
            if (step == crashed) {
                reached.countDown();
                throw new AssertionError("crash after " + step);
            }
        })) {
            ingest();
            before = query.found();
            query.rebuilds.begin(query.served(), query.cut("fake2", 16));
            assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        }
        try (ClusterProcess _ = startNext("two", UNTOLD)) {
            query.awaitState(State.DONE);

            assertThat(query.served().model()).isEqualTo("fake2");
            assertThat(words(query)).isEqualTo(IndexRebuildIT.words(before));
            add("late", "after all that");
            assertThat(query.rebuilds.back(query.served())).isPresent();
            query.awaitState(State.DONE);
            assertThat(query.served().indexName()).isEqualTo("docs");
            assertThat(String.join(" ", query.found())).contains("after all that");
        }
    }

    /** It may only stand still, and write where it was when it wakes. */
    @Test
    void whatAnotherProcessLeftHalfFilledIsFilledUnderAnotherName() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (ClusterProcess _ = startNext("one", step -> {
            if (step == RebuildStep.FILLED) {
                reached.countDown();
                throw new AssertionError("crash");
            }
        })) {
            ingest();
            query.rebuilds.begin(query.served(), query.cut("fake2", 16));
            assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        }
        try (ClusterProcess two = startNext("two", UNTOLD)) {
            query.awaitState(State.DONE);

            assertThat(two.served().indexName()).isEqualTo("docs@2");
            await().atMost(GUARD).untilAsserted(() -> assertThat(fixture.indexes.names())
                    .containsExactlyInAnyOrder("docs", "docs@2"));
        }
    }

    /** It stands still where all wait for it, is given up, and goes on when another process has taken over. */
    @Test
    void whatOneDoesAfterItsTermHasNoEffect() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ClusterProcess one = startNext("one", step -> {
            if (step == RebuildStep.NOTED) {
                reached.countDown();
                IndexRebuildIT.awaitQuietly(goOn);
            }
        });
        Thread ending = Thread.ofPlatform().unstarted(one::close);
        try {
            ingest();
            List<String> before = query.found();
            query.rebuilds.begin(query.served(), query.cut("fake2", 16));
            assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(query.registry.control().now()).isNotNull();
            ending.start();

            try (ClusterProcess two = startNext("two", UNTOLD)) {
                await().atMost(GUARD).until(() -> query.registry.control().now() == null);
                query.rebuilds.end("docs");
                goOn.countDown();
                ending.join();
                add("late", "after all that");

                assertThat(two.served().generation()).isZero();
                assertThat(query.served().generation()).isZero();
                assertThat(query.found()).hasSize(before.size() + 1).containsAll(before);
            }
        } finally {
            goOn.countDown();
            if (!ending.isAlive() && reached.getCount() > 0) {
                one.close();
            }
        }
    }

    @Test
    void whoseTermIsOverChangesNothing() {
        RebuildTerm former = query.registry.control().lead("one");
        former.hold("switch");
        RebuildTerm now = query.registry.control().lead("two");

        assertThat(query.registry.control().now()).isNull();
        refused(() -> former.hold("switch"), "lead");
        refused(former::release, "lead");
        refused(() -> former.collections().put(query.served().withGeneration(1)), "lead");
        refused(() -> now.collections().put(query.served().withGeneration(1)), "rebuild");
        assertThat(query.served().generation()).isZero();
    }

    @Test
    void aChangeThatWasMadeForTheOtherIndexIsRefused() throws Exception {
        try (ClusterProcess one = start("one", UNTOLD)) {
            ingest();
            CollectionSpec read = query.served();
            query.rebuilds.begin(read, query.cut("fake2", 16));
            query.awaitState(State.DONE);

            refused(() -> query.registry.put(read), "collection");
            refused(() -> query.rebuilds.begin(read, query.cut("fake2", 24)), "collection");
            refused(() -> query.rebuilds.back(read), "collection");
            assertThat(one.served().indexName()).isEqualTo("docs@1");
        }
    }

    @Test
    void oneThatIsGivenUpLeavesNothing() throws Exception {
        CountDownLatch filled = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ClusterProcess one = start("one", step -> {
            if (step == RebuildStep.FILLED) {
                filled.countDown();
                IndexRebuildIT.awaitQuietly(goOn);
            }
        })) {
            ingest();
            List<String> before = query.found();
            query.rebuilds.begin(query.served(), query.cut("fake2", 16));
            assertThat(filled.await(30, TimeUnit.SECONDS)).isTrue();
            refused(() -> query.rebuilds.begin(query.served(), query.cut("fake2", 24)), "collection");

            assertThat(query.rebuilds.end("docs")).isTrue();
            goOn.countDown();

            assertThat(query.rebuilds.find("docs")).isEmpty();
            assertThat(query.rebuilds.end("docs")).isFalse();
            await().atMost(GUARD).until(() -> !fixture.indexes.exists("docs@1"));
            assertThat(query.found()).isEqualTo(before);
            assertThat(one.served().generation()).isZero();
            assertThat(query.rebuilds.back(query.served())).isEmpty();
        }
    }

    @Test
    void documentsThatCouldNoLongerBeFoundAreNotLost() throws Exception {
        try (ClusterProcess one = start("one", UNTOLD)) {
            ingest();
            add("strange", "unreadable words");
            query.rebuilds.begin(query.served(), query.cut(RebuildFixture.REFUSING + "unreadable", 16));

            RebuildProgress failed = query.awaitState(State.FAILED);

            assertThat(failed.trouble()).contains("strange");
            assertThat(one.served().generation()).isZero();
            query.rebuilds.begin(query.served(), query.cut("fake2", 24));
            query.awaitState(State.DONE);
            assertThat(query.served().indexName()).isEqualTo("docs@2");
            await().atMost(GUARD).untilAsserted(() -> assertThat(fixture.indexes.names())
                    .containsExactlyInAnyOrder("docs", "docs@2"));
        }
    }

    @Test
    void aWayBackThatFailedIsTriedAgain() throws Exception {
        try (ClusterProcess one = start("one", UNTOLD)) {
            ingest();
            query.rebuilds.begin(query.served(), query.cut(RebuildFixture.REFUSING + "unreadable", 16));
            query.awaitState(State.DONE);
            query.rebuilds.begin(query.served(), query.cut("fake2", 16));
            query.awaitState(State.DONE);
            add("strange", "unreadable words");
            assertThat(query.rebuilds.back(query.served())).isPresent();
            assertThat(query.awaitState(State.FAILED).trouble()).contains("strange");

            add("strange", null);
            assertThat(query.rebuilds.back(query.served())).isPresent();
            query.awaitState(State.DONE);

            assertThat(one.served().indexName()).isEqualTo("docs@1");
        }
    }

    @Test
    void nothingIsWrittenWhileAllStandStillAndASlowOneIsNotWaitedForForEver() throws Exception {
        try (ClusterProcess one = start("one", UNTOLD);
                ClusterProcess two = start("two", UNTOLD)) {
            awaitBoth(one, two);
            ingest();
            // One of the two has been chosen, and would end the hold of an earlier term.
            await().atMost(GUARD).until(() -> query.registry
                    .control()
                    .tables()
                    .leads()
                    .find(RebuildTables.LEAD)
                    .isPresent());
            RebuildTerm term = query.registry.control().lead("test");
            AtomicInteger runs = new AtomicInteger();

            boolean stood = pause(term, GUARD).tryAlone(reached -> {
                runs.incrementAndGet();
                assertThat(reached.values().stream().mapToLong(offset -> offset).sum())
                        .isEqualTo(offsets());
                List<LogPosition> sent = IntStream.range(0, 40)
                        .mapToObj(i -> append("held" + i, "waits on the log"))
                        .toList();
                assertThat(sent).hasSize(40);
                rest();
                return query.found().stream().noneMatch(chunk -> chunk.contains("waits on the log"));
            });
            assertThat(stood).isTrue();
            add("behind", "waits behind them");
            await().atMost(GUARD)
                    .until(() -> query.found().stream()
                                    .filter(chunk -> chunk.contains("waits on the log"))
                                    .count()
                            == 40);

            one.hold();
            IntStream.range(0, 40).forEach(i -> append("slow" + i, "of a batch that takes long"));
            await().atMost(GUARD).until(() -> query.found().stream().anyMatch(chunk -> chunk.contains("takes long")));
            assertThat(pause(term, Duration.ofSeconds(2)).tryAlone(_ -> runs.incrementAndGet() > 0))
                    .isFalse();
            assertThat(runs).hasValue(1);
            assertThat(query.registry.control().now()).isNull();
            one.goOn();
            await().atMost(GUARD)
                    .until(() -> query.found().stream()
                                    .filter(chunk -> chunk.contains("takes long"))
                                    .count()
                            == 40);
        }
    }

    @Test
    void noSearchFailsAndNoDocumentIsLostInManySwitches() throws Exception {
        try (ClusterProcess one = start("one", UNTOLD);
                ClusterProcess two = start("two", UNTOLD)) {
            awaitBoth(one, two);
            ingest();
            query.rebuilds.begin(query.served(), query.cut("fake2", 16));
            query.awaitState(State.DONE);
            AtomicInteger searches = new AtomicInteger();
            AtomicInteger written = new AtomicInteger();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            AtomicBoolean ended = new AtomicBoolean();
            List<Thread> load = List.of(
                    forever(ended, failure, () -> {
                        IndexRebuildIT.search(query.collections.get("docs"));
                        searches.incrementAndGet();
                    }),
                    forever(ended, failure, () -> {
                        append("steady" + written.get(), "one of many " + written.get());
                        written.incrementAndGet();
                        Thread.sleep(20);
                    }));

            for (int i = 0; i < 10; i++) {
                assertThat(query.rebuilds.back(query.served())).isPresent();
                query.awaitState(State.DONE);
            }
            ended.set(true);
            for (Thread thread : load) {
                thread.join();
            }

            assertThat(failure.get()).isNull();
            assertThat(searches.get()).isGreaterThan(20);
            assertThat(query.served().indexName()).isEqualTo("docs@1");
            List<String> wanted = IntStream.range(0, written.get())
                    .mapToObj(i -> "docs/steady" + i + "#0")
                    .sorted()
                    .toList();
            await().atMost(GUARD).untilAsserted(() -> assertThat(query.found().stream()
                            .map(chunk -> chunk.substring(0, chunk.indexOf('@')))
                            .filter(id -> id.startsWith("docs/steady"))
                            .sorted()
                            .toList())
                    .isEqualTo(wanted));
        }
    }

    private GroupPause pause(RebuildTerm term, Duration patience) {
        return new GroupPause(fixture.connection, term, IndexerFixture.FAST.group(), patience, () -> {});
    }

    private interface Load {
        void once() throws Exception;
    }

    private static Thread forever(AtomicBoolean ended, AtomicReference<Throwable> failure, Load load) {
        return Thread.ofPlatform().start(() -> {
            try {
                while (!ended.get()) {
                    load.once();
                }
            } catch (Throwable failed) {
                failure.set(failed);
            }
        });
    }

    private ClusterProcess start(String name, Consumer<RebuildStep> steps) {
        return ClusterProcess.indexer(fixture, store, directory, name, name, steps);
    }

    /** Starts an indexer that takes the place of the one before. */
    private ClusterProcess startNext(String name, Consumer<RebuildStep> steps) {
        return ClusterProcess.indexer(fixture, store, directory, name, "only", steps);
    }

    private static void awaitBoth(ClusterProcess one, ClusterProcess two) {
        await().atMost(GUARD).until(() -> one.partitions() == 2 && two.partitions() == 2);
    }

    private LogPosition append(String id, String text) {
        try {
            return fixture.append(id, text);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Appends a document and waits until the index that serves has it. */
    private void add(String id, String text) throws Exception {
        query.view.await(IndexerFixture.document(id), append(id, text)).get(60, TimeUnit.SECONDS);
    }

    private void ingest() throws Exception {
        for (int i = 0; i < 20; i++) {
            add("id" + i, "text number " + i);
        }
        add("long", IntStream.range(0, 60).mapToObj(i -> "word" + i).collect(Collectors.joining(" ")));
        add("gone", "not for long");
        add("gone", null);
    }

    private long offsets() {
        return fixture.read(Topics.DOCUMENTS).size();
    }

    /** Longer than loops look for records. */
    private static void rest() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> words(ClusterProcess process) {
        return IndexRebuildIT.words(process.found());
    }

    private static void refused(Runnable change, String field) {
        assertThatThrownBy(change::run).isInstanceOfSatisfying(VizslaException.class, failed -> {
            assertThat(failed.code()).isEqualTo(ErrorCode.CONFLICT);
            assertThat(failed.field()).contains(field);
        });
    }
}
