package io.vizsla.standalone.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.vizsla.api.error.VizslaException;

/** Sizes as the parts take them. */
final class Sizes {

    private Sizes() {}

    static int bytes(MemorySize size) {
        long bytes = size.asLongValue();
        if (bytes < 0 || bytes > Integer.MAX_VALUE) {
            throw VizslaException.invalid("size", bytes, "between 0 and 2 GiB");
        }
        return (int) bytes;
    }

    static int megabytes(MemorySize size) {
        return (int) Math.min(size.asLongValue() >> 20, Integer.MAX_VALUE);
    }
}
