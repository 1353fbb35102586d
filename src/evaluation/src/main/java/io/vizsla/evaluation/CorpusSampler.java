package io.vizsla.evaluation;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Makes a corpus small without changing which system is better, as MMTEB does (Enevoldsen et al. 2025, section 2.3.2): the
 * judged documents stay, and around them the pooled hard negatives of several systems, that is what they rank highest of
 * what is not judged for the query. The pool grows rank by rank: first the best hard negative of every system for every
 * query, then the second one, until the share is full. Of a rank that does not fit as a whole, documents are drawn at
 * random, so that neither the order of the systems nor that of the queries decides. The same input gives the same sample.
 */
public final class CorpusSampler {

    private final Set<String> corpus;
    private final Qrels qrels;
    private final SequencedMap<String, Run> runs;
    private final List<List<String>> negatives = new ArrayList<>();

    private CorpusSampler(Set<String> corpus, Qrels qrels, SequencedMap<String, Run> runs) {
        this.corpus = corpus;
        this.qrels = qrels;
        this.runs = runs;
    }

    /**
     * Chooses what stays.
     *
     * @param corpus ids of all documents
     * @param qrels of the queries that the sample is for; a judged document that the corpus lacks counts nowhere
     * @param runs name to what a system found, at least one; queries that are not judged count nowhere
     * @throws VizslaException {@code INVALID_ARGUMENT} if there is no run, one has no judged query or a document that the
     *     corpus lacks, naming it; or if the judged documents alone are more than the share
     */
    public static CorpusSample sample(
            SequencedSet<String> corpus, Qrels qrels, SequencedMap<String, Run> runs, SampleOptions options) {
        if (runs.isEmpty()) {
            throw VizslaException.invalid("runs", "none", "at least one");
        }
        CorpusSampler sampler = new CorpusSampler(corpus, qrels, runs);
        sampler.collect();
        return sampler.fill(corpus, options);
    }

    /** Lists what each system ranks highest for each query of what is not judged for it. */
    private void collect() {
        runs.forEach((name, run) -> {
            int before = negatives.size();
            for (String query : qrels.queries()) {
                if (!run.of(query).isEmpty()) {
                    negatives.add(negatives(name, query, run));
                }
            }
            if (negatives.size() == before) {
                throw VizslaException.invalid("run " + name, "no judged query", "a run of this split");
            }
        });
    }

    private List<String> negatives(String name, String query, Run run) {
        List<String> ids = new ArrayList<>();
        for (ScoredDocument document : run.of(query)) {
            if (!corpus.contains(document.id())) {
                throw VizslaException.invalid("run " + name, document.id(), "a document of the corpus");
            }
            if (!qrels.of(query).containsKey(document.id())) {
                ids.add(document.id());
            }
        }
        return ids;
    }

    private CorpusSample fill(SequencedSet<String> all, SampleOptions options) {
        int most = options.most(all.size());
        Set<String> kept = judged(most, options);
        int judged = kept.size();
        int depth = 0;
        List<String> next = rank(depth, kept);
        while (kept.size() + next.size() <= most && depth < deepest()) {
            kept.addAll(next);
            depth++;
            next = rank(depth, kept);
        }
        int drawn = most - kept.size() < next.size() ? most - kept.size() : 0;
        Collections.shuffle(next, new Random(options.seed()));
        kept.addAll(next.subList(0, drawn));
        return new CorpusSample(
                CorpusSample.inOrder(all, kept),
                all.size(),
                judged,
                depth,
                drawn,
                drawn == 0 ? 0 : next.size(),
                options);
    }

    private Set<String> judged(int most, SampleOptions options) {
        Set<String> judged = new LinkedHashSet<>();
        qrels.queries().forEach(query -> judged.addAll(qrels.of(query).keySet()));
        judged.retainAll(corpus);
        if (judged.size() > most) {
            throw VizslaException.field(
                    ErrorCode.INVALID_ARGUMENT,
                    "share",
                    options.share(),
                    "enough for the " + judged.size() + " judged documents of " + corpus.size());
        }
        return judged;
    }

    private int deepest() {
        return negatives.stream().mapToInt(List::size).max().orElse(0);
    }

    /** Returns the hard negatives at a rank, counted from 0, that do not stay already. */
    private List<String> rank(int depth, Set<String> kept) {
        Set<String> found = new LinkedHashSet<>();
        for (List<String> list : negatives) {
            if (depth < list.size() && !kept.contains(list.get(depth))) {
                found.add(list.get(depth));
            }
        }
        return new ArrayList<>(found);
    }
}
