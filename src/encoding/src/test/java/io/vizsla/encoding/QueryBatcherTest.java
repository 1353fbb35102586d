package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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
        Random random = new Random(seed);
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
    void aSearchWaitsForOneBatchOfABulkAndNotForAllOfIt() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        List<Integer> lengths = new CopyOnWriteArrayList<>();
        QueryBatcher batcher = new QueryBatcher(1, 50, 1000, (batch, lone) -> {
            lengths.add(batch.stream().mapToInt(p -> p.text().length()).min().orElseThrow());
            running.countDown();
            await(go);
            if (lengths.size() == 5) {
                await(answered);
            }
            batch.forEach(QueryBatcherTest::complete);
        });
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            Future<?> bulk = callers.submit(() -> callAll(batcher, texts(40, 10)));
            running.await();
            assertThat(batcher.waiting()).as("one batch was taken").isEqualTo(35);
            Future<?> search = callers.submit(() -> call(batcher, text(3)));
            while (batcher.waiting() < 36) {
                Thread.onSpinWait();
            }
            go.countDown();
            search.get(30, TimeUnit.SECONDS);
            answered.countDown();
            bulk.get(30, TimeUnit.SECONDS);
        }
        assertThat(lengths.get(1)).as("shortest text of the second batch").isEqualTo(3);
        assertThat(lengths).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void aSearchThatFindsAPlaceComputesNothingOfABulk() throws Exception {
        List<Thread> ofBulk = new CopyOnWriteArrayList<>();
        QueryBatcher batcher = new QueryBatcher(2, 50, 1000, (batch, lone) -> {
            if (batch.getFirst().text().length() == 10) {
                ofBulk.add(Thread.currentThread());
                running.countDown();
                await(go);
            }
            batch.forEach(QueryBatcherTest::complete);
        });
        try (ExecutorService callers = Executors.newFixedThreadPool(1)) {
            Future<?> bulk = callers.submit(() -> callAll(batcher, texts(40, 10)));
            running.await();

            assertThat(call(batcher, text(3))).isEqualTo(3);

            go.countDown();
            bulk.get(30, TimeUnit.SECONDS);
        }
        assertThat(ofBulk).doesNotContain(Thread.currentThread());
    }

    @Test
    void callersWithManyTextsTakeTurns() throws Exception {
        List<Integer> lengths = new CopyOnWriteArrayList<>();
        QueryBatcher batcher = new QueryBatcher(1, 50, 1000, (batch, lone) -> {
            lengths.add(batch.getFirst().text().length());
            running.countDown();
            await(go);
            batch.forEach(QueryBatcherTest::complete);
        });
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            Future<?> one = callers.submit(() -> callAll(batcher, texts(20, 10)));
            running.await();
            Future<?> other = callers.submit(() -> callAll(batcher, texts(20, 9)));
            while (batcher.waiting() < 35) {
                Thread.onSpinWait();
            }
            go.countDown();
            one.get(30, TimeUnit.SECONDS);
            other.get(30, TimeUnit.SECONDS);
        }
        // The first may have taken its second batch before the other came.
        assertThat(lengths).isIn(List.of(10, 9, 10, 9, 10, 9, 10, 9), List.of(10, 10, 9, 10, 9, 10, 9, 9));
    }

    @Test
    void aCallerComputesAboutABatchBeyondItsOwn() throws Exception {
        List<Integer> windows = new CopyOnWriteArrayList<>();
        QueryBatcher batcher = new QueryBatcher(1, 50, 1000, (batch, lone) -> {
            windows.add(batch.stream().mapToInt(p -> p.text().length()).sum());
            running.countDown();
            await(go);
            batch.forEach(QueryBatcherTest::complete);
        });
        try (ExecutorService callers = Executors.newFixedThreadPool(17)) {
            List<Future<?>> all = new ArrayList<>();
            all.add(callers.submit(() -> call(batcher, text(10))));
            running.await();
            for (int i = 0; i < 16; i++) {
                all.add(callers.submit(() -> call(batcher, text(10))));
            }
            while (batcher.waiting() < 16) {
                Thread.onSpinWait();
            }
            go.countDown();
            for (Future<?> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(windows.stream().mapToInt(n -> n).sum()).isEqualTo(170);
        assertThat(windows).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aCallThatIsGivenUpWaitsNoLonger() throws Exception {
        QueryBatcher batcher = new QueryBatcher(1, 10, 20, held);
        try (ExecutorService callers = Executors.newFixedThreadPool(3)) {
            Future<?> first = callers.submit(() -> call(batcher, text(10)));
            running.await();
            CountDownLatch ended = new CountDownLatch(1);
            Thread givesUp = Thread.ofPlatform().start(() -> {
                try {
                    call(batcher, text(15));
                } catch (InterruptedException e) {
                    ended.countDown();
                }
            });
            while (batcher.waiting() < 1) {
                Thread.onSpinWait();
            }
            givesUp.interrupt();
            await(ended);

            assertThat(batcher.waiting()).isZero();
            Future<?> next = callers.submit(() -> call(batcher, text(15)));
            go.countDown();
            first.get(30, TimeUnit.SECONDS);
            next.get(30, TimeUnit.SECONDS);
        }
    }

    /** Random callers, some of which give up: all others are answered, and nothing is left behind. */
    @Test
    void mixedCallersAllGetTheirResults() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        QueryBatcher batcher =
                new QueryBatcher(3, 64, 1_000_000, (batch, lone) -> batch.forEach(QueryBatcherTest::complete));
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

    private static int callAll(QueryBatcher batcher, List<Pending> texts) throws InterruptedException {
        batcher.run(texts);
        return texts.stream().mapToInt(p -> p.result().join().tokenCount()).sum();
    }

    private static List<Pending> texts(int count, int tokens) {
        return Stream.generate(() -> text(tokens)).limit(count).toList();
    }

    private static Pending text(int tokens) {
        return Pending.of(new TokenizedText(new int[tokens], new byte[tokens], 0, tokens, 0, true));
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
