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
import org.junit.jupiter.api.Test;

/** Whose turn it is, and how waiting ends. */
class QueryBatcherTurnsTest extends WithCallers {

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
            batch.forEach(WithCallers::complete);
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
            batch.forEach(WithCallers::complete);
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
            batch.forEach(WithCallers::complete);
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
            batch.forEach(WithCallers::complete);
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
}
