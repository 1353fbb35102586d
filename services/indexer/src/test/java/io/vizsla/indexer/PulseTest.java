package io.vizsla.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicLong clock = new AtomicLong(-5);
    private final Pulse pulse = new Pulse(LIMIT, clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void beatsKeepItAwake() {
        BooleanSupplier awake = pulse.awake();
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(1));
            pulse.beat();
        }

        assertThat(awake.getAsBoolean()).isTrue();
    }

    /** Threads go on in any order. */
    @Test
    void aStopIsSeenBeforeTheNextBeat() {
        BooleanSupplier awake = pulse.awake();
        pass(LIMIT);

        assertThat(awake.getAsBoolean()).isFalse();
    }

    @Test
    void aStopIsSeenAfterTheNextBeatsToo() {
        BooleanSupplier awake = pulse.awake();
        pass(LIMIT);
        pulse.beat();
        pass(Duration.ofSeconds(1));
        pulse.beat();

        assertThat(awake.getAsBoolean()).isFalse();
        assertThat(pulse.awake().getAsBoolean()).isTrue();
    }

    @Test
    void aShortStopIsNone() {
        BooleanSupplier awake = pulse.awake();
        pass(LIMIT.minusNanos(1));

        assertThat(awake.getAsBoolean()).isTrue();
        pulse.beat();
        assertThat(awake.getAsBoolean()).isTrue();
    }

    @Test
    void itBeatsByItself() throws InterruptedException {
        try (Pulse own = Pulse.start(Duration.ofSeconds(20))) {
            BooleanSupplier awake = own.awake();
            Thread.sleep(1200);
            assertThat(awake.getAsBoolean()).isTrue();
        }
    }
}
