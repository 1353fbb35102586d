package io.vizsla.benchmarks.crash;

import io.vizsla.api.error.VizslaException;
import io.vizsla.testkit.MilvusServer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;

/** Which Milvus keeps the index. */
public enum CrashStore {

    /** Milvus Lite, which is up in a second and slow with many rows. */
    LITE(MilvusServer::lite),

    /** The server, which takes longer to start. */
    SERVER(MilvusServer::server);

    private final Function<Path, MilvusServer> start;

    CrashStore(Function<Path, MilvusServer> start) {
        this.start = start;
    }

    /** Returns the store of a name, such as {@code lite}. */
    static CrashStore of(String name) {
        return Arrays.stream(values())
                .filter(store -> store.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> VizslaException.invalid("store", name, "one of lite, server"));
    }

    /** Starts it on a folder. */
    MilvusServer start(Path folder) {
        return start.apply(folder);
    }
}
