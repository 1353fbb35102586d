package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vizsla.api.collection.RebuildProgress.State;
import io.vizsla.api.ingest.LogPosition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One of several processes leads a rebuild: when it ends, another one goes on; when it is given up, it changes nothing more. */
class RebuildLeadIT extends WithCluster {

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

    private GroupPause pause(RebuildTerm term, Duration patience) {
        return new GroupPause(fixture.connection, term, IndexerFixture.FAST.group(), patience, () -> {});
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
}
