package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vizsla.api.collection.RebuildProgress.State;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A collection goes over from one index to the other many times, while it is searched and written to without a pause; {@code
 * -Dvizsla.switches=100} for the long form.
 */
class ManySwitchesIT extends WithCluster {

    private static final int SWITCHES = Integer.getInteger("vizsla.switches", 10);

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

            for (int i = 0; i < SWITCHES; i++) {
                assertThat(query.rebuilds.back(query.served())).isPresent();
                query.awaitState(State.DONE);
                assertThat(query.served().indexName()).isEqualTo(i % 2 == 0 ? "docs" : "docs@1");
            }
            ended.set(true);
            for (Thread thread : load) {
                thread.join();
            }

            System.out.printf("%d switches, %d searches, %d writes%n", SWITCHES, searches.get(), written.get());
            assertThat(failure.get()).isNull();
            assertThat(searches.get()).isGreaterThan(2 * SWITCHES);
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
}
