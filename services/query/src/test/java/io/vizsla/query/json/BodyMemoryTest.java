package io.vizsla.query.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.testing.Configs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private static final int MIB = 1 << 20;

    @Test
    void smallBodiesAreNotCounted() {
        BodyMemory memory = memory("1M", "10ms");

        try (var all = memory.take(MIB);
                var small = memory.take(BodyMemory.SMALL)) {
            assertThat(small).isNotSameAs(all);
        }
    }

    @Test
    void aLargeBodyWaitsUntilThereIsRoom() throws Exception {
        BodyMemory memory = memory("1M", "1m");
        BodyMemory.Room first = memory.take(MIB / 2);
        CompletableFuture<BodyMemory.Room> second = CompletableFuture.supplyAsync(() -> memory.take(MIB));
        assertThat(second).isNotDone();

        first.close();

        second.get(1, TimeUnit.MINUTES).close();
    }

    @Test
    void refusesWhenOthersKeepItForTooLong() {
        BodyMemory memory = memory("1M", "10ms");

        try (var all = memory.take(MIB)) {
            assertThatThrownBy(() -> memory.take(MIB))
                    .isInstanceOfSatisfying(VizslaException.class, refused -> assertThat(refused.code())
                            .isEqualTo(ErrorCode.OVERLOADED))
                    .hasMessageContaining("1024 KiB");
            assertThat(all).isNotNull();
        }
    }

    @Test
    void roomGivenBackTwiceIsOneRoom() {
        BodyMemory memory = memory("1M", "10ms");
        BodyMemory.Room room = memory.take(MIB);
        room.close();
        room.close();

        memory.take(MIB);

        assertThatThrownBy(() -> memory.take(MIB)).isInstanceOf(VizslaException.class);
    }

    @Test
    void moreThanThereIsAtAllTakesEverything() {
        memory("1M", "10ms").take(64L * MIB).close();
    }

    @Test
    void aStreamAsksOnceAndOnlyWhenItIsLong() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        new ReservingInput(new ByteArrayInputStream(new byte[BodyMemory.SMALL]), asked::incrementAndGet).readAllBytes();
        assertThat(asked).hasValue(0);

        new ReservingInput(new ByteArrayInputStream(new byte[3 * BodyMemory.SMALL]), asked::incrementAndGet)
                .readAllBytes();
        assertThat(asked).hasValue(1);
    }

    private static BodyMemory memory(String size, String wait) {
        return new BodyMemory(Configs.of(
                LimitsConfig.class, Map.of("vizsla.limits.body-memory", size, "vizsla.limits.default-wait", wait)));
    }
}
