package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import java.time.Duration;
import java.util.Set;

/**
 * The settings of the producer of documents.
 *
 * @param claimBytes events longer than this travel by claim check, 1 KiB to 90 % of {@link TopicOptions#documentBytes}
 * @param compression {@code none}, {@code gzip}, {@code snappy}, {@code lz4} or {@code zstd}
 * @param bufferBytes the most memory for records on their way, at least 1 MiB
 * @param blockFor how long an append may wait for room in that memory, or for the broker, above 0
 * @param deliverFor how long an append is retried before it fails, at least a second
 */
public record DocumentLogOptions(
        int claimBytes, String compression, long bufferBytes, Duration blockFor, Duration deliverFor) {

    private static final Set<String> COMPRESSIONS = Set.of("none", "gzip", "snappy", "lz4", "zstd");

    /** Claim check above 512 KiB, LZ4, 32 MiB, 30 seconds, two minutes. */
    public static final DocumentLogOptions DEFAULT =
            new DocumentLogOptions(512 << 10, "lz4", 32L << 20, Duration.ofSeconds(30), Duration.ofMinutes(2));

    public DocumentLogOptions {
        if (claimBytes < 1024) {
            throw VizslaException.invalid("log.claimBytes", claimBytes, "at least 1024");
        }
        if (!COMPRESSIONS.contains(compression)) {
            throw VizslaException.invalid("log.compression", compression, "one of none, gzip, snappy, lz4 and zstd");
        }
        if (bufferBytes < 1 << 20) {
            throw VizslaException.invalid("log.bufferBytes", bufferBytes, "at least 1048576");
        }
        if (blockFor.isNegative() || blockFor.isZero()) {
            throw VizslaException.invalid("log.blockFor", blockFor, "above 0");
        }
        if (deliverFor.compareTo(Duration.ofSeconds(1)) < 0) {
            throw VizslaException.invalid("log.deliverFor", deliverFor, "at least PT1S");
        }
    }
}
