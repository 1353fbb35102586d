package io.vizsla.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the tests of the batcher share: a run that is held until it may go, and callers in short words. */
abstract class WithCallers {

    final CountDownLatch running = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    final List<Integer> sizes = new CopyOnWriteArrayList<>();
    final List<Boolean> alone = new CopyOnWriteArrayList<>();

    final QueryBatcher.Runner held = (batch, lone) -> {
        sizes.add(batch.size());
        alone.add(lone);
        running.countDown();
        await(go);
        batch.forEach(WithCallers::complete);
    };

    static int call(QueryBatcher batcher, Pending text) throws InterruptedException {
        batcher.run(List.of(text));
        return text.result().join().tokenCount();
    }

    static int callAll(QueryBatcher batcher, List<Pending> texts) throws InterruptedException {
        batcher.run(texts);
        return texts.stream().mapToInt(p -> p.result().join().tokenCount()).sum();
    }

    static List<Pending> texts(int count, int tokens) {
        return Stream.generate(() -> text(tokens)).limit(count).toList();
    }

    static Pending text(int tokens) {
        return Pending.of(new TokenizedText(new int[tokens], new byte[tokens], 0, tokens, 0, true));
    }

    static void complete(Pending pending) {
        pending.result().complete(new Encoded(new float[1], null, pending.text().length()));
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
