package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicroBatcherTest {

    @Test
    void textsThatArriveWhileABatchRunsShareTheNextOne() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Integer> sizes = new ArrayList<>();
        try (MicroBatcher batcher = new MicroBatcher(Role.QUERY, 1, 100, 1000, batch -> {
            sizes.add(batch.size());
            running.countDown();
            await(go);
            batch.forEach(MicroBatcherTest::complete);
        })) {
            Pending first = text(3);
            batcher.submit(List.of(first));
            running.await();
            List<Pending> others = List.of(text(3), text(4), text(5));
            others.forEach(p -> batcher.submit(List.of(p)));
            go.countDown();

            others.forEach(p -> p.result().join());
            assertThat(first.result()).isCompleted();
        }
        assertThat(sizes).containsExactly(1, 3);
    }

    @Test
    void tooMuchWaitingIsOverloadAndLeavesTheQueueAsItWas() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (MicroBatcher batcher = new MicroBatcher(Role.PASSAGE, 1, 10, 20, batch -> {
            running.countDown();
            await(go);
            batch.forEach(MicroBatcherTest::complete);
        })) {
            batcher.submit(List.of(text(10)));
            running.await();
            Pending waits = text(15);
            batcher.submit(List.of(waits));

            assertThatThrownBy(() -> batcher.submit(List.of(text(6))))
                    .isInstanceOfSatisfying(
                            VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));

            Pending fits = text(5);
            batcher.submit(List.of(fits));
            go.countDown();
            waits.result().join();
            fits.result().join();
        }
    }

    @Test
    void workersOutliveTextsThatOthersTookFirst() throws InterruptedException {
        int workers = 3;
        CountDownLatch together = new CountDownLatch(workers);
        try (MicroBatcher batcher = new MicroBatcher(Role.PASSAGE, workers, 10, 10_000, batch -> {
            if (batch.getFirst().text().length() == 10) {
                together.countDown();
                await(together);
            }
            batch.forEach(MicroBatcherTest::complete);
        })) {
            for (int round = 0; round < 50; round++) {
                List<Pending> many = List.of(text(2), text(2), text(2), text(2), text(2), text(2), text(2), text(2));
                batcher.submit(many);
                many.forEach(p -> p.result().join());
                Pending alone = text(2);
                batcher.submit(List.of(alone));
                alone.result().join();
            }
            List<Pending> meeting = List.of(text(10), text(10), text(10));
            meeting.forEach(p -> batcher.submit(List.of(p)));

            assertThat(together.await(10, TimeUnit.SECONDS)).isTrue();
            meeting.forEach(p -> p.result().join());
        }
    }

    @Test
    void aFailureReachesEveryTextOfItsBatchAndNoOther() {
        try (MicroBatcher batcher = new MicroBatcher(Role.PASSAGE, 1, 10, 1000, batch -> {
            if (batch.getFirst().text().length() == 7) {
                throw VizslaException.of(ErrorCode.INTERNAL, "seven");
            }
            batch.forEach(MicroBatcherTest::complete);
        })) {
            Pending bad = text(7);
            Pending good = text(10);
            batcher.submit(List.of(bad, good));

            assertThatThrownBy(() -> bad.result().join())
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("seven");
            assertThat(good.result().join().tokenCount()).isEqualTo(10);
        }
    }

    @Test
    void closingFailsWhatWaitsAndRefusesWhatComes() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        MicroBatcher batcher = new MicroBatcher(Role.QUERY, 1, 10, 100, batch -> {
            running.countDown();
            await(go);
            batch.forEach(MicroBatcherTest::complete);
        });
        Pending runs = text(10);
        batcher.submit(List.of(runs));
        running.await();
        Pending waits = text(10);
        batcher.submit(List.of(waits));
        Thread closer = Thread.ofPlatform().start(batcher::close);
        assertThatThrownBy(() -> waits.result().join()).hasMessageContaining("closed");
        go.countDown();
        closer.join();

        assertThat(runs.result()).isCompleted();
        assertThatThrownBy(() -> batcher.submit(List.of(text(1)))).hasMessageContaining("closed");
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
