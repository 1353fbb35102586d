package io.vizsla.standalone.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vizsla.index.milvus.MilvusOptions;
import io.vizsla.index.milvus.MilvusTls;
import java.time.Duration;
import java.util.Optional;

/** The Milvus server, where {@code vizsla.index.store} is {@code milvus}. */
@ConfigMapping(prefix = "vizsla.milvus")
public interface MilvusConfig {

    /** Where the server is; https for TLS. */
    @WithDefault("http://localhost:19530")
    String uri();

    /** User and password, separated by a colon, or an API key. */
    Optional<String> token();

    /** What connections by https trust and show. */
    Tls tls();

    /** The database of the collections. */
    Optional<String> database();

    /** Before the names of the collections: whoever shares it shares the indexes. */
    @WithDefault("vizsla_")
    String prefix();

    /** About how large a request of writes may be. */
    @WithDefault("8M")
    MemorySize batchBytes();

    /** The longest that one request may take. */
    @WithDefault("10s")
    Duration callTimeout();

    /** How long a request is tried again before it fails. */
    @WithDefault("5s")
    Duration patience();

    /** How old what a search sees may be, where nobody waits for more: a little more than the server's own bound. */
    @WithDefault("10s")
    Duration staleness();

    /** How long counts of words are used before they are counted again. */
    @WithDefault("30s")
    Duration statisticsAge();

    /** Returns the store's settings. */
    default MilvusOptions options(IndexConfig index) {
        return new MilvusOptions(
                uri(),
                token().orElse(""),
                tls().options(),
                database().orElse(""),
                prefix(),
                index.k1(),
                index.b(),
                index.maxConnections(),
                index.beamWidth(),
                index.minCandidates(),
                Sizes.bytes(batchBytes()),
                callTimeout(),
                patience(),
                staleness(),
                statisticsAge());
    }

    /** Files in PEM. */
    interface Tls {

        /** The certificates that are trusted in place of those that the JVM trusts. */
        Optional<String> authorities();

        /** The certificate that is shown to a server which asks for one. */
        Optional<String> certificate();

        /** Its private key. */
        Optional<String> key();

        /** Returns the store's settings. */
        default MilvusTls options() {
            return new MilvusTls(authorities().orElse(""), certificate().orElse(""), key().orElse(""));
        }
    }
}
