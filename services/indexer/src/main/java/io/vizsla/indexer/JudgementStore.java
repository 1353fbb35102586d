package io.vizsla.indexer;

import io.vizsla.api.judgement.Judgement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The judgements in one file, by {@link Judgement#key()}: those of a collection lie together, and in it those of a query.
 * Reads may run at any time; one thread writes.
 */
final class JudgementStore implements JudgementListener.Judgements, AutoCloseable {

    private static final String FORMAT = "1";

    private final FollowedFile file;
    private final MVMap<String, byte[]> judgements;
    /** Collection to how many. */
    private final MVMap<String, Long> counts;

    private JudgementStore(FollowedFile file) {
        this.file = file;
        this.judgements = file.bytes("judgements");
        this.counts = file.map("counts");
    }

    /** Opens the file, as {@link FollowedFile#open}. */
    static JudgementStore open(Path file) {
        return new JudgementStore(FollowedFile.open(file));
    }

    void put(Judgement judgement) {
        if (judgements.put(judgement.key(), JudgementJson.write(judgement)) == null) {
            count(judgement.document().collection(), 1);
        }
    }

    void remove(String key) {
        if (judgements.remove(key) != null) {
            count(key.substring(0, key.indexOf('/')), -1);
        }
    }

    long count(String collection) {
        return counts.getOrDefault(collection, 0L);
    }

    @Override
    public Set<String> collections() {
        Set<String> names = new TreeSet<>();
        counts.forEach((name, count) -> {
            if (count > 0) {
                names.add(name);
            }
        });
        return names;
    }

    /** Returns what was said of a query. */
    List<Judgement> ofQuery(String collection, String queryId) {
        List<Judgement> found = new ArrayList<>();
        each(collection + "/" + queryId + "/", null, judgement -> {
            found.add(judgement);
            return true;
        });
        return found;
    }

    /** Returns the next judgements after a key, in the order of keys. */
    List<Judgement> page(String collection, @Nullable String after, int limit) {
        List<Judgement> page = new ArrayList<>();
        each(collection + "/", after, judgement -> {
            page.add(judgement);
            return page.size() < limit;
        });
        return page;
    }

    @Override
    public void eachQuery(String collection, Consumer<List<Judgement>> visitor) {
        List<Judgement> query = new ArrayList<>();
        each(collection + "/", null, judgement -> {
            if (!query.isEmpty() && !query.getFirst().queryId().equals(judgement.queryId())) {
                visitor.accept(List.copyOf(query));
                query.clear();
            }
            query.add(judgement);
            return true;
        });
        if (!query.isEmpty()) {
            visitor.accept(List.copyOf(query));
        }
    }

    /** As {@link FollowedFile#offsets}. */
    Map<Integer, Long> offsets(String topic, Runnable cleared) {
        return file.offsets(topic, FORMAT, () -> {
            cleared.run();
            judgements.clear();
            counts.clear();
        });
    }

    /** As {@link FollowedFile#commit}. */
    void commit(Map<Integer, Long> followed) {
        file.commit(followed);
    }

    @Override
    public void close() {
        file.close();
    }

    void abandon() {
        file.abandon();
    }

    private void each(String prefix, @Nullable String after, Visitor visitor) {
        String from = after == null || after.compareTo(prefix) < 0 ? prefix : judgements.higherKey(after);
        Iterator<String> keys = from == null ? List.<String>of().iterator() : judgements.keyIterator(from);
        boolean more = true;
        while (more && keys.hasNext()) {
            String key = keys.next();
            if (!key.startsWith(prefix)) {
                return;
            }
            byte[] value = judgements.get(key);
            more = value == null || visitor.visit(JudgementJson.read(value));
        }
    }

    private void count(String collection, int change) {
        counts.put(collection, count(collection) + change);
    }

    /** Looks at judgements while it returns true. */
    private interface Visitor {
        boolean visit(Judgement judgement);
    }
}
