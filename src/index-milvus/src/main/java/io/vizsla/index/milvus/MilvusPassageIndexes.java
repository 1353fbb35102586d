package io.vizsla.index.milvus;

import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.index.common.StoredSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes on one Milvus server, each in two collections: its chunks, and beside them what it was made for. Any number of
 * processes may have an index open; the connection is made when it is first needed and is shared by all of them. Safe for
 * any number of threads.
 */
public final class MilvusPassageIndexes implements PassageIndexes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MilvusPassageIndexes.class);

    private final MilvusOptions options;
    private final MilvusConnection connection;
    private final Names names;
    private final ExecutorService threads = Parallel.threads();

    /** Makes a store of indexes; connects to nothing yet. */
    public MilvusPassageIndexes(MilvusOptions options) {
        this.options = options;
        this.connection = new MilvusConnection(options);
        this.names = new Names(options.prefix());
    }

    /**
     * Opens the index of this name, or makes it.
     *
     * @throws VizslaException {@code SPACE_MISMATCH} naming the property that differs; {@code CORRUPT_INDEX} if there are
     *     chunks and nothing says what they were made for; {@code INVALID_ARGUMENT} if the spec has more ordered fields than
     *     a Milvus collection has room for; {@code STORE_UNAVAILABLE} if the server does not answer
     */
    @Override
    public PassageIndex open(IndexSpec spec) {
        Rows rows = rows(names.chunks(spec.name()));
        Sidecar sidecar = new Sidecar(rows(names.sidecar(spec.name())));
        Schemas schemas = new Schemas(connection.features(), options);
        CreateCollectionReq chunks = schemas.chunks(rows.collection(), spec);
        // Loading a collection takes seconds: both at once.
        Future<?> beside = threads.submit(() -> ready(schemas.sidecar(names.sidecar(spec.name()))));
        try {
            ready(chunks);
        } finally {
            Parallel.result(beside);
        }
        claim(spec, rows, sidecar);
        return new MilvusPassageIndex(spec, connection, rows, sidecar, options, threads);
    }

    @Override
    public boolean exists(String name) {
        return has(names.chunks(name));
    }

    @Override
    public Set<String> names() {
        List<String> all = connection.call(
                "list collections", client -> client.listCollections().getCollectionNames());
        return all.stream().map(names::index).flatMap(Optional::stream).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void drop(String name) {
        drop(name, names.chunks(name));
        drop(name, names.sidecar(name));
    }

    /**
     * Asks the server whether it answers.
     *
     * @throws VizslaException {@code STORE_UNAVAILABLE} if it does not
     */
    public void ping() {
        connection.call("ask for the version", client -> client.getServerVersion());
    }

    /** Returns what the server lacks and what it means, a sentence each; empty if nothing. Asks the server once. */
    public List<String> limits() {
        return connection.features().missing();
    }

    /** Lets go of the connection. */
    @Override
    public void close() {
        threads.close();
        connection.close();
    }

    private void claim(IndexSpec spec, Rows rows, Sidecar sidecar) {
        Map<String, String> stored = sidecar.spec().orElse(Map.of());
        if (!stored.isEmpty()) {
            StoredSpec.check(spec, stored);
            return;
        }
        if (!rows.page(Columns.LENGTH + " >= 0", List.of(), 1, ConsistencyLevel.STRONG)
                .isEmpty()) {
            throw VizslaException.of(
                    ErrorCode.CORRUPT_INDEX,
                    "index " + spec.name() + " cannot be read: it holds chunks but not what it was made for");
        }
        sidecar.write(StoredSpec.of(spec));
        LOG.info(
                "Made index {} in Milvus: {} dimensions, space {}",
                spec.name(),
                spec.dimension(),
                spec.space().id());
    }

    private Rows rows(String collection) {
        return new Rows(connection, collection, options.batchBytes());
    }

    private boolean has(String collection) {
        HasCollectionReq request =
                HasCollectionReq.builder().collectionName(collection).build();
        return connection.call("look for " + collection, client -> client.hasCollection(request));
    }

    /** Makes a collection unless it is there, and has the server load it. */
    private void ready(CreateCollectionReq request) {
        if (!has(request.getCollectionName())) {
            connection.call("make " + request.getCollectionName(), client -> {
                client.createCollection(request);
                return true;
            });
        }
        connection.load(request.getCollectionName());
    }

    private void drop(String index, String collection) {
        if (has(collection)) {
            connection.call("drop " + index, client -> {
                client.dropCollection(
                        DropCollectionReq.builder().collectionName(collection).build());
                return true;
            });
        }
    }
}
