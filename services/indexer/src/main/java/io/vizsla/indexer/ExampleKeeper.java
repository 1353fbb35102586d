package io.vizsla.indexer;

import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.retrieval.example.JudgedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps the examples of every collection in step with its judgements. A collection whose examples cannot be written now is
 * made good when somebody asks for them next.
 */
public final class ExampleKeeper implements JudgementListener {

    private static final System.Logger LOG = System.getLogger(ExampleKeeper.class.getName());
    private static final int BATCH = 256;

    private final ExampleIndex examples;
    private final OpenCollections collections;
    private final Set<String> checked = new TreeSet<>();
    /** Written to, and nobody knows what was there before. */
    private final Set<String> unchecked = new TreeSet<>();

    private boolean begun;

    /**
     * Keeps these examples.
     *
     * @param examples written by nobody else
     */
    public ExampleKeeper(ExampleIndex examples, OpenCollections collections) {
        this.examples = examples;
        this.collections = collections;
    }

    @Override
    public void changed(String collection, List<QueryJudgements> queries, long version) {
        guarded(collection, open -> {
            if (!examples.isOpen(open)) {
                // What is opened now may be a new index, in which these would be the only ones.
                checked.remove(collection);
            }
            examples.write(
                    open,
                    queries.stream()
                            .map(query -> Answers.of(query.id(), query.judgements()))
                            .toList(),
                    version);
            if (examples.open(open) == 0) {
                examples.drop(collection);
            }
            if (!checked.contains(collection)) {
                unchecked.add(collection);
            }
        });
    }

    @Override
    public void forgotten(String collection) {
        checked.remove(collection);
        examples.drop(collection);
    }

    @Override
    public void idle(Judgements all) {
        Set<String> names = new TreeSet<>(examples.missing());
        names.addAll(unchecked);
        unchecked.clear();
        if (!begun) {
            sweep(all.collections());
            names.addAll(all.collections());
            begun = true;
        } else {
            checked.removeAll(names);
        }
        names.retainAll(all.collections());
        names.forEach(name -> guarded(name, open -> check(open, all)));
    }

    /** An index that holds anything else than the queries that were answered, with their answers, is not what it should be. */
    private void check(OpenCollection open, Judgements all) {
        String name = open.spec().name();
        if (!checked.add(name)) {
            return;
        }
        List<JudgedQuery> answered = new ArrayList<>();
        all.eachQuery(name, judgements -> {
            JudgedQuery query = Answers.of(judgements.getFirst().queryId(), judgements);
            if (query.answer() != null) {
                answered.add(query);
            }
        });
        if (!examples.holds(open, answered)) {
            LOG.log(System.Logger.Level.INFO, "Making {0} examples of {1} anew", answered.size(), name);
            examples.drop(name);
            for (int from = 0; from < answered.size(); from += BATCH) {
                examples.write(open, answered.subList(from, Math.min(answered.size(), from + BATCH)), 0);
            }
        }
    }

    /** Nothing else would come upon what a collection left that was deleted, or lost its judgements, without this keeper. */
    private void sweep(Set<String> judged) {
        try {
            examples.keepOnly(judged);
        } catch (VizslaException failed) {
            LOG.log(System.Logger.Level.WARNING, "Examples of deleted collections stay: {0}", failed.detail());
        }
    }

    private void guarded(String collection, Work work) {
        try {
            work.on(collections.get(collection));
        } catch (VizslaException failed) {
            giveUp(collection);
            if (failed.code() != ErrorCode.UNKNOWN_COLLECTION) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The examples of {0} are not up to date: {1}",
                        collection,
                        failed.detail());
            }
        } catch (RuntimeException defect) {
            // One collection's defect must not keep the judgements of all others from being followed.
            giveUp(collection);
            LOG.log(System.Logger.Level.ERROR, "The examples of " + collection + " are not up to date", defect);
        }
    }

    /** What is half done would be found and believed; what is gone is made anew. */
    private void giveUp(String collection) {
        checked.remove(collection);
        examples.drop(collection);
    }

    /** Something done with a collection. */
    private interface Work {
        void on(OpenCollection collection);
    }
}
