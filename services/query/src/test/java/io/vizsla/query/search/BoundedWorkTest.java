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

    private static final SearchConfig PATIENT = config("1m");

    /** Long enough for work that does nothing to be done in time, on a busy machine too. */
    private static final SearchConfig HASTY = config("2s");

    private final BoundedWork work = new BoundedWork(PATIENT);
    private final BoundedWork hasty = new BoundedWork(HASTY);

    private static SearchConfig config(String timeout) {
        return Configs.of(
                SearchConfig.class, Map.of("vizsla.search.timeout", timeout, "vizsla.search.concurrent", "1"));
    }

    @AfterEach
    void close() {
        work.close();
        hasty.close();
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
                () -> hasty.run(() -> {
                    release.await();
                    ended.countDown();
                    return "late";
                }));
        fails(ErrorCode.OVERLOADED, () -> hasty.run(() -> "no place"));
        release.countDown();
        ended.await();
        while (hasty.running() > 0) {
            Thread.onSpinWait();
        }

        assertThat(hasty.run(() -> "a place again")).isEqualTo("a place again");
    }

    @Test
    @Timeout(60)
    void workThatIsLateBeforeItBeginsGivesItsPlaceBack() {
        ExecutorService one = Executors.newSingleThreadExecutor();
        BoundedWork queued = new BoundedWork(HASTY, one);
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
        BoundedWork reusing = new BoundedWork(PATIENT, one);
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
