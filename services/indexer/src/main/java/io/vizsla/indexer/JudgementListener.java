package io.vizsla.indexer;

import io.vizsla.api.judgement.Judgement;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Learns of judgements. All methods run on one thread and must not throw for what the next call can make good. */
public interface JudgementListener {

    /**
     * Takes the queries whose judgements changed.
     *
     * @param version rises from call to call
     */
    void changed(String collection, List<QueryJudgements> queries, long version);

    /** Learns that all that was known of a collection is void. */
    void forgotten(String collection);

    /**
     * Gets a chance to make good what is missing.
     *
     * @param all gives each query of a collection with all that was said of it
     */
    void idle(Judgements all);

    /**
     * What was said of a query; nothing if all of it was taken back.
     *
     * @param id see {@link io.vizsla.api.judgement.QueryId}
     */
    record QueryJudgements(String id, List<Judgement> judgements) {}

    /** All judgements. */
    interface Judgements {

        /** Returns the collections that have some. */
        Set<String> collections();

        /** Calls back with all that was said of each query of a collection. */
        void eachQuery(String collection, Consumer<List<Judgement>> visitor);
    }
}
