package io.vizsla.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of artefacts does. */
public abstract class ArtefactStoreContract {

    private static final byte[] BYTES = {'a', 'b', 'c'};
    private static final String SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /** Stores tell times to the second. */
    private static final Duration TICK = Duration.ofMillis(1100);

    /** Returns the store, empty at the begin of each test. */
    protected abstract ArtefactStore store();

    /** Puts other bytes under an artefact's name, as a damaged disk does. */
    protected abstract void damage(Artefact artefact, byte[] bytes) throws IOException;

    /** Returns how many files that somebody has begun with lie about. */
    protected abstract int leftovers() throws IOException;

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    @Test
    void keepsBytesUnderTheirHash() throws IOException {
        Artefact artefact = store().put(stream(BYTES));

        assertThat(artefact).isEqualTo(new Artefact(SHA256, 3));
        assertThat(store().put(stream(BYTES))).isEqualTo(artefact);
        for (int i = 0; i < 2; i++) {
            try (InputStream in = store().open(artefact)) {
                assertThat(in.readAllBytes()).isEqualTo(BYTES);
            }
        }
        assertThat(leftovers()).isZero();
    }

    @Test
    void keepsNothingAndMuch() throws IOException {
        byte[] much = new byte[5 << 20];
        new SplittableRandom(1).nextBytes(much);
        for (byte[] bytes : List.of(new byte[0], much)) {
            try (InputStream in = store().open(store().put(stream(bytes)))) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void noticesBytesThatChanged() throws IOException {
        Artefact artefact = store().put(stream(BYTES));
        damage(artefact, new byte[] {'a', 'b', 'd'});

        assertThat(code(() -> store().open(artefact))).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(code(() -> store().open(new Artefact(SHA256, 4)))).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(leftovers()).isZero();
    }

    @Test
    void tellsWhatIsMissingFromWhatIsNoName() {
        assertThat(code(() -> store().open(new Artefact("0".repeat(64), 1)))).isEqualTo(ErrorCode.UNKNOWN_RESOURCE);
        assertThat(code(() -> store().open(new Artefact("../../etc/passwd", 1))))
                .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }

    @Test
    void aBrokenStreamLeavesNothing() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        assertThat(code(() -> store().put(broken))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        assertThat(leftovers()).isZero();
        assertThat(store().storedBefore(Instant.now().plusSeconds(60))).isEmpty();
    }

    @Test
    void removesWhatIsOldAndKeepsWhatWasStoredAgain() throws Exception {
        store().put(stream(BYTES));
        Artefact old = store().put(stream(new byte[] {7}));
        Thread.sleep(TICK);
        Instant before = Instant.now();
        Thread.sleep(TICK);

        store().put(stream(BYTES));

        assertThat(store().storedBefore(before)).containsExactly(old.sha256());
        assertThat(store().remove(SHA256, before)).isFalse();
        assertThat(store().remove(old.sha256(), before)).isTrue();
        assertThat(store().remove(old.sha256(), before)).isFalse();
        assertThat(code(() -> store().open(old))).isEqualTo(ErrorCode.UNKNOWN_RESOURCE);
        assertThat(store().storedBefore(Instant.now().plusSeconds(60))).containsExactly(SHA256);
    }

    @Test
    void manyStoreAtOnce() throws Exception {
        List<Future<Artefact>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                byte[] bytes = {(byte) (i % 10)};
                all.add(threads.submit(() -> store().put(stream(bytes))));
            }
        }
        for (Future<Artefact> one : all) {
            try (InputStream in = store().open(one.get())) {
                assertThat(in.readAllBytes()).hasSize(1);
            }
        }
        assertThat(store().storedBefore(Instant.now().plusSeconds(60))).hasSize(10);
    }

    private static ErrorCode code(Runnable call) {
        return catchThrowableOfType(VizslaException.class, call::run).code();
    }
}
