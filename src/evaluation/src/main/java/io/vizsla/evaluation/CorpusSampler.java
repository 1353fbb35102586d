package io.vizsla.evaluation;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Makes a corpus small without changing which system is better, after MMTEB (Enevoldsen et al. 2025, section 2.3.2): the
 * judged documents stay, and around them the pooled hard negatives of several systems, that is what they rank highest of
 * what is not judged for the query.
 *
 * <p>MMTEB takes the same number for every query. Here those go first that cost a system something: a hard negative among
 * its first {@value #TOP} that stands above a relevant document <i>misleads</i>, the others move no usual measure. The pool
 * grows rank by rank: first the best misleading document of every system for every query, then the second one; after them
 * all others in the same way, until the share is full. Of a rank that does not fit as a whole, documents are drawn at random,
 * so that neither the order of the systems nor that of the queries decides. The same input gives the same sample.
 */
public final class CorpusSampler {

    private static final int TOP = 10;

    private final Set<String> corpus;
    private final Qrels qrels;
    private final SequencedMap<String, Run> runs;
    private final List<List<String>> misleading = new ArrayList<>();
    private final List<List<String>> others = new ArrayList<>();

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
            int before = misleading.size();
            for (String query : qrels.queries()) {
                if (!run.of(query).isEmpty()) {
                    collect(name, query, run.of(query));
                }
            }
            if (misleading.size() == before) {
                throw VizslaException.invalid("run " + name, "no judged query", "a run of this split");
            }
        });
    }

    private void collect(String name, String query, List<ScoredDocument> ranking) {
        Set<String> waiting = relevant(query);
        List<String> above = new ArrayList<>();
        List<String> below = new ArrayList<>();
        int place = 0;
        for (ScoredDocument document : ranking) {
            if (!corpus.contains(document.id())) {
                throw VizslaException.invalid("run " + name, document.id(), "a document of the corpus");
            }
            waiting.remove(document.id());
            if (!qrels.of(query).containsKey(document.id())) {
                (!waiting.isEmpty() && place < TOP ? above : below).add(document.id());
            }
            place++;
        }
        misleading.add(above);
        others.add(below);
    }

    private Set<String> relevant(String query) {
        Set<String> relevant = new HashSet<>();
        qrels.of(query).forEach((document, grade) -> {
            if (grade > 0 && corpus.contains(document)) {
                relevant.add(document);
            }
        });
        return relevant;
    }

    private CorpusSample fill(SequencedSet<String> all, SampleOptions options) {
        int most = options.most(all.size());
        Set<String> kept = judged(most, options);
        int judged = kept.size();
        int ranks = 0;
        List<String> next = rank(ranks, kept);
        while (kept.size() + next.size() <= most && ranks < ranks()) {
            kept.addAll(next);
            ranks++;
            next = rank(ranks, kept);
        }
        int drawn = most - kept.size() < next.size() ? most - kept.size() : 0;
        Collections.shuffle(next, new Random(options.seed()));
        kept.addAll(next.subList(0, drawn));
        int drawnOf = drawn == 0 ? 0 : next.size();
        int whole = Math.min(ranks, longest(misleading));
        return new CorpusSample(
                CorpusSample.inOrder(all, kept), all.size(), judged, whole, ranks - whole, drawn, drawnOf, options);
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

    private int ranks() {
        return longest(misleading) + longest(others);
    }

    private static int longest(List<List<String>> lists) {
        return lists.stream().mapToInt(List::size).max().orElse(0);
    }

    /** Returns the documents at a rank of the pool, counted from 0 and those that mislead first, that do not stay already. */
    private List<String> rank(int rank, Set<String> kept) {
        int first = longest(misleading);
        Set<String> found = new LinkedHashSet<>();
        for (List<String> list : rank < first ? misleading : others) {
            int place = rank < first ? rank : rank - first;
            if (place < list.size() && !kept.contains(list.get(place))) {
                found.add(list.get(place));
            }
        }
        return new ArrayList<>(found);
    }
}
