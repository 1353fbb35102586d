package io.vizsla.standalone.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vizsla.api.error.VizslaException;
import io.vizsla.artefacts.S3Options;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where documents that are too large for the log are kept, if not in a folder. */
@ConfigMapping(prefix = "vizsla.artefacts.s3")
public interface ArtefactsConfig {

    /** The bucket; left out: a folder. */
    Optional<String> bucket();

    /** Before each key, such as vizsla/. */
    Optional<String> prefix();

    /** The address of a store that is not Amazon's. */
    Optional<URI> endpoint();

    /** The bucket's region. */
    @WithDefault("us-east-1")
    String region();

    /** Who asks; left out, with the secret key: what the environment says, as Amazon's tools read it. */
    Optional<String> accessKey();

    /** Belongs to the access key. */
    Optional<String> secretKey();

    /** The longest that one try of a call may take. */
    @WithDefault("30s")
    Duration timeout();

    /**
     * Returns the store's settings, empty for a folder.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} naming the setting
     */
    default Optional<S3Options> options() {
        return bucket().map(name -> new S3Options(
                name,
                prefix().orElse(""),
                endpoint().orElse(null),
                region(),
                accessKey().orElse(null),
                secretKey().orElse(null),
                timeout()));
    }
}
