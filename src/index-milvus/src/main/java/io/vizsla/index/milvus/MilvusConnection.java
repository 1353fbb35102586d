package io.vizsla.index.milvus;

import io.milvus.grpc.UpsertRequest;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of one server, made at the first call, and the one place from which it is called: what may pass is tried
 * again with growing pauses until the patience ends. A client that then still gets no answer is given up, and the next
 * call makes another: its own attempts to connect would come ever more rarely, up to two minutes apart. Safe for any
 * number of threads.
 */
final class MilvusConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MilvusConnection.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LOAD = Duration.ofMinutes(1);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    /** How long a failure to connect answers for those who come after it. */
    private static final Duration SAME_FAILURE = Duration.ofMillis(500);

    private final MilvusOptions options;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable Connected connected;
    private volatile boolean closed;
    private @Nullable RuntimeException lastFailure;
    private long failedAt;

    /** A client, what its server can do, and the way for writes beside it. */
    private record Connected(MilvusClientV2 client, ServerFeatures features, WriteChannel writes) {

        void close() {
            writes.close();
            client.close();
        }
    }

    MilvusConnection(MilvusOptions options) {
        this.options = options;
    }

    /** Returns what the server can do, asking it once. */
    ServerFeatures features() {
        return trying("connect", Connected::features);
    }

    /**
     * Calls the server.
     *
     * @param what is tried, for the error
     * @throws VizslaException see {@link MilvusErrors#of}
     */
    <T> T call(String what, Function<MilvusClientV2, T> request) {
        return trying(what, used -> request.apply(used.client()));
    }

    /** As {@link #call(String, Function)}; if the server has the collection but not in memory, it is told to load it. */
    <T> T call(String what, String collection, Function<MilvusClientV2, T> request) {
        return loading(what, collection, used -> request.apply(used.client()));
    }

    /** Writes rows, each in place of the one of its key; as {@link #call(String, String, Function)}. */
    void upsert(String collection, List<Cells> rows) {
        UpsertRequest request = UpsertRequests.of(options.database(), collection, rows);
        loading("write to", collection, used -> used.writes().upsert(request));
    }

    /** Has the server load a collection into its memory, and waits until it has. */
    void load(String collection) {
        call("load " + collection, client -> load(client, collection));
    }

    @Override
    public void close() {
        connecting.lock();
        try {
            closed = true;
            Connected open = connected;
            connected = null;
            if (open != null) {
                open.close();
            }
        } finally {
            connecting.unlock();
        }
    }

    private <T> T loading(String what, String collection, Function<Connected, T> request) {
        return trying(what + " " + collection, used -> {
            try {
                return request.apply(used);
            } catch (RuntimeException failure) {
                if (!MilvusErrors.unloaded(failure)) {
                    throw failure;
                }
                LOG.info("Milvus at {} loads {} again", options.uri(), collection);
                load(used.client(), collection);
                return request.apply(used);
            }
        });
    }

    private boolean load(MilvusClientV2 client, String collection) {
        client.loadCollection(LoadCollectionReq.builder()
                .collectionName(collection)
                .timeout(LOAD.toMillis())
                .build());
        return true;
    }

    private <T> T trying(String what, Function<Connected, T> request) {
        long end = System.nanoTime() + options.patience().toNanos();
        long pause = FIRST_PAUSE.toMillis();
        while (true) {
            Connected used = null;
            try {
                used = connect();
                return request.apply(used);
            } catch (RuntimeException failure) {
                if (!MilvusErrors.mayPass(failure) || System.nanoTime() + pause * 1_000_000 >= end) {
                    if (MilvusErrors.silent(failure)) {
                        giveUp(used);
                    }
                    throw MilvusErrors.of(options.uri(), what, failure);
                }
                LOG.debug("Milvus at {}: {} is tried again in {} ms", options.uri(), what, pause, failure);
                rest(what, pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
            }
        }
    }

    private void rest(String what, long milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw VizslaException.of(
                    ErrorCode.STORE_UNAVAILABLE,
                    "Milvus at " + options.uri() + ": " + what + ": interrupted",
                    interrupted);
        }
    }

    private Connected connect() {
        Connected open = connected;
        if (open != null) {
            return open;
        }
        connecting.lock();
        try {
            if (closed) {
                throw VizslaException.of(
                        ErrorCode.STORE_UNAVAILABLE, "The connection to Milvus at " + options.uri() + " is closed");
            }
            Connected made = connected;
            if (made == null) {
                made = openOrFailAgain();
                connected = made;
            }
            return made;
        } finally {
            connecting.unlock();
        }
    }

    /** Those who waited while a connection failed need not wait for theirs to fail too. */
    private Connected openOrFailAgain() {
        RuntimeException before = lastFailure;
        if (before != null && System.nanoTime() - failedAt < SAME_FAILURE.toNanos()) {
            throw before;
        }
        try {
            Connected opened = open();
            lastFailure = null;
            return opened;
        } catch (RuntimeException failure) {
            lastFailure = failure;
            failedAt = System.nanoTime();
            throw failure;
        }
    }

    /** What came late on an old connection says nothing of a new one. */
    private void giveUp(@Nullable Connected used) {
        connecting.lock();
        try {
            if (used != null && connected == used) {
                connected = null;
                LOG.warn("Milvus at {} does not answer; the next call connects anew", options.uri());
                used.close();
            }
        } finally {
            connecting.unlock();
        }
    }

    private Connected open() {
        ConnectConfig config = config();
        try {
            return open(config);
        } catch (RuntimeException failure) {
            throw clearer(failure);
        }
    }

    private Connected open(ConnectConfig config) {
        // One attempt a call: how often is decided here, where it is known what may pass.
        RetryConfig attempts = RetryConfig.builder().maxRetryTimes(1).build();
        MilvusClientV2 client = new MilvusClientV2(config);
        try {
            client.retryConfig(attempts);
            ServerFeatures features = ServerFeatures.of(client.getServerVersion());
            LOG.info("Milvus {} at {}", features.version(), options);
            features.missing().forEach(LOG::warn);
            return new Connected(client, features, new WriteChannel(config, attempts));
        } catch (RuntimeException failure) {
            client.close();
            throw failure;
        }
    }

    private RuntimeException clearer(RuntimeException failure) {
        URI server = URI.create(options.uri());
        String trouble =
                "https".equals(server.getScheme()) ? TlsCheck.trouble(server, options.tls(), connectTimeout()) : "";
        return trouble.isEmpty()
                ? failure
                : VizslaException.of(
                        ErrorCode.STORE_UNAVAILABLE, "Milvus at " + options.uri() + ": connect: " + trouble, failure);
    }

    private Duration connectTimeout() {
        return options.callTimeout().compareTo(LONGEST_CONNECT) < 0 ? options.callTimeout() : LONGEST_CONNECT;
    }

    private ConnectConfig config() {
        ConnectConfig.ConnectConfigBuilder config = ConnectConfig.builder()
                .uri(options.uri())
                .connectTimeoutMs(connectTimeout().toMillis())
                .rpcDeadlineMs(options.callTimeout().toMillis());
        if (!options.token().isEmpty()) {
            config.token(options.token());
        }
        if (!options.database().isEmpty()) {
            config.dbName(options.database());
        }
        trust(config);
        return config.build();
    }

    private void trust(ConnectConfig.ConnectConfigBuilder config) {
        MilvusTls tls = options.tls();
        if (tls.authorities().isEmpty()) {
            return;
        }
        // The name is what the server's certificate must be for. What the client calls that certificate may as well be
        // an
        // authority's.
        config.serverName(URI.create(options.uri()).getHost());
        if (tls.certificate().isEmpty()) {
            config.serverPemPath(tls.authorities());
        } else {
            config.caPemPath(tls.authorities()).clientPemPath(tls.certificate()).clientKeyPath(tls.key());
        }
    }
}
