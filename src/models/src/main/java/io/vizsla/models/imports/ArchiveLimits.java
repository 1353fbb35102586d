package io.vizsla.models.imports;

import io.vizsla.api.error.VizslaException;

/**
 * What an archive may unpack to.
 *
 * @param entries the most files and folders, 1 to 1,000,000
 * @param bytes the most bytes of all files together, 1 or more
 */
public record ArchiveLimits(int entries, long bytes) {

    /** 10,000 files and folders, 64 GiB. */
    public static final ArchiveLimits DEFAULTS = new ArchiveLimits(10_000, 64L << 30);

    private static final int MOST_ENTRIES = 1_000_000;

    public ArchiveLimits {
        if (entries < 1 || entries > MOST_ENTRIES) {
            throw VizslaException.invalid("max-entries", entries, "between 1 and " + MOST_ENTRIES);
        }
        if (bytes < 1) {
            throw VizslaException.invalid("max-bytes", bytes, "1 or more");
        }
    }
}
