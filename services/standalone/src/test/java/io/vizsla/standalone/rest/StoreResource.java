package io.vizsla.standalone.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vizsla.testkit.MilvusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Milvus that keeps the indexes, and which a test finds in its field of that type. */
public final class StoreResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable MilvusServer store;

    @Override
    public Map<String, String> start() {
        try {
            MilvusServer started = MilvusServer.lite(Files.createTempDirectory("vizsla-store"));
            store = started;
            return Map.of("vizsla.index.store", "milvus", "vizsla.milvus.uri", started.uri());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(Objects.requireNonNull(store), new TestInjector.MatchesType(MilvusServer.class));
    }

    @Override
    public void stop() {
        MilvusServer started = store;
        if (started != null) {
            started.close();
        }
    }
}
