package io.vizsla.index.lucene;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.lucene.search.ScoreDoc;

/** Ascending lists of a searcher's document numbers. */
final class DocNumbers {

    private DocNumbers() {}

    static int[] sorted(ScoreDoc[] found) {
        int[] docs = new int[found.length];
        for (int i = 0; i < docs.length; i++) {
            docs[i] = found[i].doc;
        }
        Arrays.sort(docs);
        return docs;
    }

    /** Returns every number of either list once. */
    static int[] union(int[] some, int[] others) {
        return IntStream.concat(Arrays.stream(some), Arrays.stream(others))
                .sorted()
                .distinct()
                .toArray();
    }
}
