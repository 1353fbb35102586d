package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.collection.RebuildProgress.State;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Collections go over to another index, and back, where several processes write to the one that serves. */
class ClusterRebuildIT extends WithCluster {

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
}
