package io.vizsla.artefacts;

import io.vizsla.api.error.VizslaException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where artefacts lie in an object store.
 *
 * @param bucket that is there already
 * @param prefix before each key, such as {@code vizsla/}; empty for none
 * @param endpoint of a store that is not Amazon's, null for Amazon's
 * @param region of the bucket; any for stores without regions
 * @param accessKey null, with {@code secretKey}, for what the environment holds: variables, profiles, roles
 * @param secretKey belongs to it
 * @param timeout of one try of one call
 */
public record S3Options(
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        Duration timeout) {

    public S3Options {
        check(bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"), "bucket", bucket, "3 to 63 of a-z 0-9 . -");
        check(prefix.matches("([A-Za-z0-9._-]+/)*"), "prefix", prefix, "empty, or names that each end with /");
        check(!region.isBlank(), "region", region, "not blank");
        check(
                endpoint == null || "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()),
                "endpoint",
                endpoint,
                "an http or https address");
        check(
                (accessKey == null) == (secretKey == null),
                "secret-key",
                secretKey == null ? "absent" : "given",
                "given with access-key, or neither of them");
        check(timeout.isPositive(), "timeout", timeout, "above 0");
    }

    private static void check(boolean holds, String field, @Nullable Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid("vizsla.artefacts.s3." + field, value, bound);
        }
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix + (endpoint == null ? "" : " at " + endpoint);
    }
}
