package io.vizsla.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.SearchConfig;
import io.vizsla.query.testing.Configs;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BoundedWorkTest {

    private final SearchConfig config =
            Configs.of(SearchConfig.class, Map.of("vizsla.search.timeout", "50ms", "vizsla.search.concurrent", "1"));
    private final BoundedWork work = new BoundedWork(config);

    @AfterEach
    void close() {
        work.close();
    }

    @Test
    void returnsWhatTheWorkReturns() {
        assertThat(work.run(() -> "done")).isEqualTo("done");
        assertThat(work.running()).isZero();
    }

    @Test
    void lateWorkTimesOutAndKeepsItsPlaceUntilItEnds() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);

        fails(
                ErrorCode.TIMEOUT,
                () -> work.run(() -> {
                    release.await();
                    ended.countDown();
                    return "late";
                }));
        fails(ErrorCode.OVERLOADED, () -> work.run(() -> "no place"));
        release.countDown();
        ended.await();
        while (work.running() > 0) {
            Thread.onSpinWait();
        }

        assertThat(work.run(() -> "a place again")).isEqualTo("a place again");
    }

    @Test
    @Timeout(60)
    void workThatIsLateBeforeItBeginsGivesItsPlaceBack() {
        ExecutorService one = Executors.newSingleThreadExecutor();
        BoundedWork queued = new BoundedWork(config, one);
        CountDownLatch release = new CountDownLatch(1);
        Future<Boolean> before = one.submit(() -> {
            release.await();
            return true;
        });

        fails(ErrorCode.TIMEOUT, () -> queued.run(() -> "not begun"));
        assertThat(before).isNotDone();
        assertThat(queued.running()).isEqualTo(1);
        release.countDown();
        while (queued.running() > 0) {
            Thread.onSpinWait();
        }

        assertThat(queued.run(() -> "a place again")).isEqualTo("a place again");
        queued.close();
    }

    @Test
    void passesErrorsOfOursOnAndWrapsOthers() {
        fails(
                ErrorCode.INVALID_FILTER,
                () -> work.run(() -> {
                    throw VizslaException.of(ErrorCode.INVALID_FILTER, "wrong");
                }));
        fails(
                ErrorCode.INTERNAL,
                () -> work.run(() -> {
                    throw new IllegalStateException("defect");
                }));
        assertThat(work.running()).isZero();
    }

    @Test
    void logLinesOfTheWorkCarryTheRequestsIdAndNoOther() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        BoundedWork reusing = new BoundedWork(config, one);
        one.submit(() -> {}).get();

        MDC.put("requestId", "r-1");
        Object during = reusing.run(() -> MDC.get("requestId"));
        MDC.remove("requestId");
        Object after = reusing.run(() -> String.valueOf(MDC.get("requestId")));

        assertThat(during).isEqualTo("r-1");
        assertThat(after).isEqualTo("null");
        reusing.close();
    }

    private static void fails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
