package io.vizsla.encoding;

import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a graph's batches are filled up so that padding moves no vector. On the left it moves the place at which a graph
 * that is not told the positions sees each token, so that it goes to the right there, which changes nothing else: masked
 * tokens are not seen, and a decoder's tokens see none behind them. A graph that pools by itself must find the last
 * token where it expects it; if it would be given padding that it cannot know of, each of its batches has one width.
 *
 * @param oneWidth whether texts of different lengths are kept apart
 */
record Filling(PaddingSide side, boolean oneWidth) {

    static Filling of(ModelManifest manifest, OnnxGraph graph) {
        boolean masked = graph.inputs().isMasked();
        boolean left = manifest.padding() == PaddingSide.LEFT;
        boolean countsItself = left && !graph.inputs().arePositioned();
        if (manifest.pooling() == PoolingMode.GRAPH) {
            return new Filling(manifest.padding(), !masked || countsItself);
        }
        boolean causal = manifest.architecture() == Architecture.DECODER;
        return new Filling(countsItself || !masked ? PaddingSide.RIGHT : manifest.padding(), !masked && !causal);
    }

    /** Returns the texts in as many batches as they need, usually one. */
    Collection<List<Pending>> batches(List<Pending> texts) {
        return oneWidth
                ? texts.stream()
                        .collect(Collectors.groupingBy(one -> one.text().length(), TreeMap::new, Collectors.toList()))
                        .values()
                : List.of(texts);
    }
}
