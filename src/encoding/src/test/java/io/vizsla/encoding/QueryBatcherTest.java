package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueryBatcherTest extends WithCallers {

    @Test
    void aLoneCallerComputesItsTextItself() throws Exception {
        List<Thread> threads = new ArrayList<>();
        QueryBatcher batcher = new QueryBatcher(2, 100, 1000, (batch, lone) -> {
            threads.add(Thread.currentThread());
            alone.add(lone);
            batch.forEach(WithCallers::complete);
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
            batch.forEach(WithCallers::complete);
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
        Random random = new Random(seed);
        AtomicInteger computed = new AtomicInteger();
        QueryBatcher batcher = new QueryBatcher(2, 64, 100_000, (batch, lone) -> {
            computed.addAndGet(batch.size());
            batch.forEach(WithCallers::complete);
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
            batch.forEach(WithCallers::complete);
        });
        Pending bad = text(7);

        batcher.run(List.of(bad));

        assertThatThrownBy(() -> bad.result().join()).hasMessageContaining("seven");
        assertThat(call(batcher, text(3))).isEqualTo(3);
    }

    /** Random callers, some of which give up: all others are answered, and nothing is left behind. */
    @Test
    void mixedCallersAllGetTheirResults() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        QueryBatcher batcher =
                new QueryBatcher(3, 64, 1_000_000, (batch, lone) -> batch.forEach(WithCallers::complete));
        try (ExecutorService callers = Executors.newFixedThreadPool(12)) {
            List<Future<Integer>> counts = new ArrayList<>();
            List<Integer> expected = new ArrayList<>();
            List<Future<?>> givenUp = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                int size = random.nextInt(10) == 0 ? random.nextInt(9, 60) : random.nextInt(1, 9);
                int length = random.nextInt(1, 80);
                if (random.nextInt(8) == 0) {
                    givenUp.add(callers.submit(() -> callAll(batcher, texts(size, length))));
                } else {
                    expected.add(size * length);
                    counts.add(callers.submit(() -> callAll(batcher, texts(size, length))));
                }
            }
            givenUp.forEach(call -> call.cancel(true));
            for (int i = 0; i < counts.size(); i++) {
                assertThat(counts.get(i).get(30, TimeUnit.SECONDS))
                        .as("seed %d", seed)
                        .isEqualTo(expected.get(i));
            }
        }
        assertThat(batcher.waiting()).as("seed %d", seed).isZero();
    }
}
