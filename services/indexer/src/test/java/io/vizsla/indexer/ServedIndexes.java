package io.vizsla.indexer;

import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Indexes as a server has them: several processes have one open at a time, and one may drop what another has open. */
final class ServedIndexes implements PassageIndexes {

    private final PassageIndexes indexes;
    private final Map<String, Open> open = new HashMap<>();

    ServedIndexes(PassageIndexes indexes) {
        this.indexes = indexes;
    }

    private static final class Open {
        final PassageIndex index;
        int holders;

        Open(PassageIndex index) {
            this.index = index;
        }
    }

    @Override
    public synchronized PassageIndex open(IndexSpec spec) {
        Open shared = open.computeIfAbsent(spec.name(), _ -> new Open(indexes.open(spec)));
        shared.holders++;
        boolean[] closed = {false};
        return (PassageIndex) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PassageIndex.class}, (_, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (!closed[0]) {
                            closed[0] = true;
                            letGo(spec.name(), shared);
                        }
                        return null;
                    }
                    if (closed[0]) {
                        throw new IllegalStateException("the index " + spec.name() + " is closed");
                    }
                    try {
                        return method.invoke(shared.index, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private synchronized void letGo(String name, Open shared) {
        shared.holders--;
        if (shared.holders == 0 && open.get(name) == shared) {
            open.remove(name);
            shared.index.close();
        }
    }

    @Override
    public boolean exists(String name) {
        return indexes.exists(name);
    }

    @Override
    public Set<String> names() {
        return indexes.names();
    }

    @Override
    public synchronized void drop(String name) {
        Open shared = open.remove(name);
        if (shared != null) {
            shared.index.close();
        }
        indexes.drop(name);
    }
}
