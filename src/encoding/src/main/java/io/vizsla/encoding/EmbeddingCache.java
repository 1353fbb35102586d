package io.vizsla.encoding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/** Keeps what recent queries became, bounded in bytes. Gives out copies. Safe for any number of threads. */
final class EmbeddingCache {

    private static final int ENTRY_BYTES = 96;

    private final Cache<String, Encoded> cache;

    EmbeddingCache(long bytes) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String text, Encoded encoded) -> ENTRY_BYTES + 2 * text.length() + encoded.bytes())
                .build();
    }

    /** Returns what the text became, null if that is not known any more. */
    @Nullable
    Encoded find(String promptedText) {
        Encoded encoded = cache.getIfPresent(promptedText);
        return encoded == null ? null : encoded.copy();
    }

    void put(String promptedText, Encoded encoded) {
        cache.put(promptedText, encoded.copy());
    }
}
