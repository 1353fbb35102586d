package io.vizsla.testkit;

import io.vizsla.api.document.CollectionName;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Indexes in memory; a closed one that is opened again still holds its chunks. */
public final class InMemoryPassageIndexes implements PassageIndexes {

    private final Map<String, InMemoryPassageIndex> indexes = new ConcurrentHashMap<>();

    @Override
    public PassageIndex open(IndexSpec spec) {
        InMemoryPassageIndex index = indexes.computeIfAbsent(spec.name(), name -> new InMemoryPassageIndex(spec));
        if (!index.spec().equals(spec)) {
            throw VizslaException.of(
                    ErrorCode.SPACE_MISMATCH, "index made with " + index.spec() + " cannot be opened as " + spec);
        }
        return index;
    }

    @Override
    public boolean exists(String name) {
        return indexes.containsKey(CollectionName.check(name));
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(indexes.keySet());
    }

    @Override
    public void drop(String name) {
        indexes.remove(CollectionName.check(name));
    }
}
