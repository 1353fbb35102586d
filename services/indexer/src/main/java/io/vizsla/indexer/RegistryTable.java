package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the registry's topic tells under keys of one prefix. Safe for any number of threads; one of them follows the topic. */
final class RegistryTable<V> {

    private final String prefix;
    private final Function<byte[], V> reader;
    private final ConcurrentNavigableMap<String, V> entries = new ConcurrentSkipListMap<>();

    RegistryTable(String prefix, Function<byte[], V> reader) {
        this.prefix = prefix;
        this.reader = reader;
    }

    /** Returns the key on the topic. */
    String key(String name) {
        return prefix + name;
    }

    Optional<V> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** Returns all entries in name order. */
    List<V> list() {
        return List.copyOf(entries.values());
    }

    void clear() {
        entries.clear();
    }

    /**
     * Takes a record if it is one of this table.
     *
     * @throws VizslaException if it is, and cannot be read
     */
    void accept(String key, byte @Nullable [] value) {
        if (!key.startsWith(prefix)) {
            return;
        }
        String name = key.substring(prefix.length());
        if (value == null) {
            entries.remove(name);
        } else {
            entries.put(name, reader.apply(value));
        }
    }
}
