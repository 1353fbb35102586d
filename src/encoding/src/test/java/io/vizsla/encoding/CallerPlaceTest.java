package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallerPlaceTest {

    @Test
    void readsTheKernelsLists() {
        assertThat(CallerPlace.parse("0")).isEqualTo(of(0));
        assertThat(CallerPlace.parse("0-3,8,10-11")).isEqualTo(of(0, 1, 2, 3, 8, 10, 11));
    }

    @Test
    void leavesCallersAloneWhereNothingWasPinned() {
        assertThat(CallerPlace.besideThoseSince(Set.of())).isSameAs(CallerPlace.ANYWHERE);
        assertThat(CallerPlace.besideThoseSince(CallerPlace.threads())).isSameAs(CallerPlace.ANYWHERE);
    }

    @Test
    void keepsTheCallerOffTheProcessorOfAPinnedThread() throws Exception {
        BitSet all = CallerPlace.allowed("thread-self");
        assumeTrue(all.cardinality() > 1, "needs Linux and two processors");
        BitSet first = of(all.nextSetBit(0));
        Set<String> before = CallerPlace.threads();
        CountDownLatch pinned = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread other = Thread.ofPlatform().start(() -> {
            CallerPlace.on(first).enter();
            pinned.countDown();
            awaitQuietly(done);
        });
        pinned.await();
        CallerPlace place = CallerPlace.besideThoseSince(before);
        done.countDown();
        other.join();

        BitSet rest = (BitSet) all.clone();
        rest.andNot(first);
        place.enter();
        assertThat(CallerPlace.allowed("thread-self")).isEqualTo(rest);
        place.leave();
        assertThat(CallerPlace.allowed("thread-self")).isEqualTo(all);
    }

    @Test
    void leavesTheCallerOnTheProcessorsThatItHadBefore() throws Exception {
        BitSet all = CallerPlace.allowed("thread-self");
        assumeTrue(all.cardinality() > 1, "needs Linux and two processors");
        BitSet first = of(all.nextSetBit(0));
        BitSet second = of(all.nextSetBit(all.nextSetBit(0) + 1));
        AtomicReference<BitSet> during = new AtomicReference<>();
        AtomicReference<BitSet> afterwards = new AtomicReference<>();

        Thread.ofPlatform()
                .start(() -> {
                    CallerPlace.on(first).enter();
                    CallerPlace place = CallerPlace.on(second);
                    for (int i = 0; i < 2; i++) {
                        place.enter();
                        during.set(CallerPlace.allowed("thread-self"));
                        place.leave();
                        afterwards.set(CallerPlace.allowed("thread-self"));
                    }
                })
                .join();

        assertThat(during).hasValue(second);
        assertThat(afterwards).hasValue(first);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static BitSet of(int... processors) {
        BitSet set = new BitSet();
        IntStream.of(processors).forEach(set::set);
        return set;
    }
}
