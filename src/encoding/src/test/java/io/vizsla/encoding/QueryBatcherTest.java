package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueryBatcherTest {

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final List<Boolean> alone = new CopyOnWriteArrayList<>();

    private final QueryBatcher.Runner held = (batch, lone) -> {
        sizes.add(batch.size());
        alone.add(lone);
        running.countDown();
        await(go);
        batch.forEach(QueryBatcherTest::complete);
    };

    @Test
    void aLoneCallerComputesItsTextItself() throws Exception {
        List<Thread> threads = new ArrayList<>();
        QueryBatcher batcher = new QueryBatcher(2, 100, 1000, (batch, lone) -> {
            threads.add(Thread.currentThread());
            alone.add(lone);
            batch.forEach(QueryBatcherTest::complete);
        });
        Pending text = text(3);

        batcher.run(List.of(text));

        assertThat(text.result()).isCompleted();
        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(alone).containsExactly(true);
    }

    @Test
    void callersThatComeWhileABatchRunsShareTheNextOne() throws Exception {
        QueryBatcher batcher = new QueryBatcher(1, 100, 1000, held);
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            Future<?> first = callers.submit(() -> call(batcher, text(3)));
            running.await();
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                others.add(callers.submit(() -> call(batcher, text(4))));
            }
            while (batcher.waiting() < 3) {
                Thread.onSpinWait();
            }
            go.countDown();
            first.get(30, TimeUnit.SECONDS);
            for (Future<?> other : others) {
                other.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(sizes).containsExactly(1, 3);
        assertThat(alone).containsExactly(true, false);
    }

    @Test
    void asManyCallersComputeAtATimeAsThereArePlaces() throws Exception {
        CountDownLatch together = new CountDownLatch(2);
        QueryBatcher batcher = new QueryBatcher(2, 100, 1000, (batch, lone) -> {
            together.countDown();
            await(together);
            batch.forEach(QueryBatcherTest::complete);
        });
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            Future<?> one = callers.submit(() -> call(batcher, text(3)));
            Future<?> other = callers.submit(() -> call(batcher, text(3)));
            one.get(30, TimeUnit.SECONDS);
            other.get(30, TimeUnit.SECONDS);
        }
        assertThat(together.getCount()).isZero();
    }

    @Test
    void manyCallersAllGetTheirResults() throws Exception {
        long seed = System.nanoTime();
        java.util.Random random = new java.util.Random(seed);
        AtomicInteger computed = new AtomicInteger();
        QueryBatcher batcher = new QueryBatcher(2, 64, 100_000, (batch, lone) -> {
            computed.addAndGet(batch.size());
            batch.forEach(QueryBatcherTest::complete);
        });
        int[] lengths = random.ints(2000, 1, 40).toArray();
        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int length : lengths) {
                counts.add(callers.submit(() -> call(batcher, text(length))));
            }
            for (int i = 0; i < lengths.length; i++) {
                assertThat(counts.get(i).get(30, TimeUnit.SECONDS))
                        .as("seed %d", seed)
                        .isEqualTo(lengths[i]);
            }
        }
        assertThat(computed).hasValue(lengths.length);
    }

    @Test
    void aFailureReachesItsBatchAndTheNextOneRuns() throws Exception {
        QueryBatcher batcher = new QueryBatcher(1, 100, 1000, (batch, lone) -> {
            if (batch.getFirst().text().length() == 7) {
                throw VizslaException.of(ErrorCode.INTERNAL, "seven");
            }
            batch.forEach(QueryBatcherTest::complete);
        });
        Pending bad = text(7);

        batcher.run(List.of(bad));

        assertThatThrownBy(() -> bad.result().join()).hasMessageContaining("seven");
        assertThat(call(batcher, text(3))).isEqualTo(3);
    }

    @Test
    void tooMuchWaitingIsOverloadAndHarmsNobody() throws Exception {
        QueryBatcher batcher = new QueryBatcher(1, 10, 20, held);
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            Future<?> first = callers.submit(() -> call(batcher, text(10)));
            running.await();
            Future<?> waits = callers.submit(() -> call(batcher, text(15)));
            while (batcher.waiting() < 1) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> batcher.run(List.of(text(6))))
                    .isInstanceOfSatisfying(
                            VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));

            go.countDown();
            first.get(30, TimeUnit.SECONDS);
            waits.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingFailsWhatWaitsAndRefusesWhatComes() throws Exception {
        QueryBatcher batcher = new QueryBatcher(1, 10, 100, held);
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            Future<?> runs = callers.submit(() -> call(batcher, text(10)));
            running.await();
            Future<?> waits = callers.submit(() -> call(batcher, text(10)));
            while (batcher.waiting() < 1) {
                Thread.onSpinWait();
            }
            batcher.close();

            assertThatThrownBy(() -> waits.get(30, TimeUnit.SECONDS)).hasMessageContaining("closed");
            go.countDown();
            runs.get(30, TimeUnit.SECONDS);
        }
        assertThatThrownBy(() -> batcher.run(List.of(text(1)))).hasMessageContaining("closed");
    }

    private static int call(QueryBatcher batcher, Pending text) throws InterruptedException {
        batcher.run(List.of(text));
        return text.result().join().tokenCount();
    }

    private static Pending text(int tokens) {
        return Pending.of(new TokenizedText(new int[tokens], new byte[tokens], 0, tokens));
    }

    private static void complete(Pending pending) {
        pending.result().complete(new Encoded(new float[1], null, pending.text().length()));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
