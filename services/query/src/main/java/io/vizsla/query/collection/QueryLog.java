package io.vizsla.query.collection;

import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.query.config.TrainingConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What people asked of each collection lately, each query once: what a refresh can learn the teacher's scores on where nobody
 * judged. Kept in memory alone, since queries are personal, and not at all unless {@code vizsla.training.logged-queries} says
 * how many. Safe for any number of threads.
 */
@Singleton
public class QueryLog {

    private final int most;
    private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();

    /** Keeps as many as the settings say. */
    @Inject
    public QueryLog(TrainingConfig config) {
        this(config.loggedQueries());
    }

    /** @param most queries of each collection, 0 to keep none */
    public QueryLog(int most) {
        this.most = most;
    }

    /** Keeps a query; the oldest makes room. */
    public void add(String collection, String query) {
        if (most <= 0 || query.length() > Judgement.LONGEST_QUERY) {
            return;
        }
        Map<String, String> own = asked.computeIfAbsent(collection, any -> new LinkedHashMap<>());
        synchronized (own) {
            String id = QueryId.of(query);
            own.remove(id);
            own.put(id, query);
            if (own.size() > most) {
                own.remove(own.keySet().iterator().next());
            }
        }
    }

    /** Returns what was asked of a collection, the oldest first. */
    public List<String> of(String collection) {
        Map<String, String> own = asked.getOrDefault(collection, Map.of());
        synchronized (own) {
            return List.copyOf(own.values());
        }
    }

    /** Forgets what was asked of a collection. */
    public void forget(String collection) {
        asked.remove(collection);
    }
}
