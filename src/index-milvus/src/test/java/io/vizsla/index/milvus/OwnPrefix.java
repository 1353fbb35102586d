package io.vizsla.index.milvus;

import io.vizsla.testkit.MilvusServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullUnmarked;

/** Indexes of one test on a server that others use too. */
@NullUnmarked // test code: filled by the first call
final class OwnPrefix {

    private static final AtomicInteger TESTS = new AtomicInteger();

    private MilvusPassageIndexes indexes;

    /** Returns a store in which no other test sees anything. */
    MilvusPassageIndexes indexes(MilvusServer server) {
        String prefix = "t" + TESTS.incrementAndGet() + "_";
        // A busy machine may take long over a call, and no test here is about that.
        MilvusOptions options = MilvusOptions.of(server.uri()).withTimes(Duration.ofMinutes(1), Duration.ofSeconds(20));
        indexes = new MilvusPassageIndexes(options.withPrefix(prefix));
        return indexes;
    }

    /** Removes all of it. */
    void drop() {
        if (indexes != null) {
            indexes.names().forEach(indexes::drop);
            indexes.close();
        }
    }
}
