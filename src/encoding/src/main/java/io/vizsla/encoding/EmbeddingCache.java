package io.vizsla.encoding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what recent queries became, bounded in bytes. A text is known by everything that surrounds it: purpose, role,
 * instruction and demonstrations; what the model's prompts add is the same for all of one purpose and role. Gives out
 * copies. Safe for any number of threads.
 */
final class EmbeddingCache {

    private static final int ENTRY_BYTES = 96;

    private final Cache<Key, Encoded> cache;

    EmbeddingCache(long bytes) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Key key, Encoded encoded) -> ENTRY_BYTES + 2 * units(key.input()) + encoded.bytes())
                .build();
    }

    private static int units(EncodingInput input) {
        int units = input.text().length() + input.instruction().text().length();
        for (Demonstration demonstration : input.demonstrations()) {
            units += demonstration.query().length() + demonstration.passage().length();
        }
        return units;
    }

    /** Returns what the text became, null if that is not known any more. */
    @Nullable
    Encoded find(Purpose purpose, EncodingInput input) {
        Encoded encoded = cache.getIfPresent(new Key(purpose, input));
        return encoded == null ? null : encoded.copy();
    }

    void put(Purpose purpose, EncodingInput input, Encoded encoded) {
        cache.put(new Key(purpose, input), encoded.copy());
    }

    private record Key(Purpose purpose, EncodingInput input) {}
}
