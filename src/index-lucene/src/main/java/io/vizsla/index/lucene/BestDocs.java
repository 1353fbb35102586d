package io.vizsla.index.lucene;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Keeps the documents of the highest scores; of equal scores those of the lower numbers. */
final class BestDocs {

    private record Scored(int doc, float score) {}

    private static final Comparator<Scored> WORST_FIRST = Comparator.comparingDouble(Scored::score)
            .thenComparing(Comparator.comparingInt(Scored::doc).reversed());

    private final int limit;
    private final PriorityQueue<Scored> best = new PriorityQueue<>(WORST_FIRST);
    private float bar = Float.NEGATIVE_INFINITY;

    BestDocs(int limit) {
        this.limit = limit;
    }

    /** Takes a document, which must have a higher number than those before it. */
    void offer(int doc, float score) {
        if (best.size() < limit) {
            best.add(new Scored(doc, score));
        } else if (score > bar) {
            best.poll();
            best.add(new Scored(doc, score));
        }
        if (best.size() == limit) {
            bar = best.element().score();
        }
    }

    /** Returns the documents kept, in ascending order. */
    int[] sorted() {
        int[] docs = best.stream().mapToInt(Scored::doc).toArray();
        Arrays.sort(docs);
        return docs;
    }
}
