package io.vizsla.encoding;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the graph for each role and opens the graphs in use. Queries are read in full precision, because that keeps
 * nearly all of the quality; passages in whatever is faster here, found by timing both on the same tokens.
 */
final class PrecisionProbe {

    private static final int ROUNDS = 3;
    private static final int TEXTS = 4;
    private static final int TOKENS = 64;

    /** INT8 loses a little quality, so it must be faster by more than noise. */
    private static final double WORTH = 1.1;

    private final Path folder;
    private final ModelManifest manifest;
    private final EncoderOptions options;
    private final Map<Precision, OnnxGraph> graphs;

    PrecisionProbe(Path folder, ModelManifest manifest, EncoderOptions options, Map<Precision, OnnxGraph> graphs) {
        this.folder = folder;
        this.manifest = manifest;
        this.options = options;
        this.graphs = graphs;
    }

    /** Returns the choice and leaves exactly the graphs in use open, also in the map that was given. */
    Map<Role, Precision> choose() {
        Map<Role, Precision> chosen = new EnumMap<>(Role.class);
        chosen.put(Role.QUERY, options.queries().precision().orElseGet(this::most));
        chosen.put(Role.PASSAGE, options.passages().precision().orElseGet(this::fastest));
        chosen.values().forEach(this::graph);
        Set<Precision> idle = new java.util.HashSet<>(graphs.keySet());
        idle.removeAll(chosen.values());
        for (Precision precision : idle) {
            graph(precision).close();
            graphs.remove(precision);
        }
        return chosen;
    }

    private Precision most() {
        return manifest.graph(Precision.FP32) == null ? Precision.INT8 : Precision.FP32;
    }

    private Precision fastest() {
        if (manifest.graphs().size() == 1) {
            return manifest.graphs().keySet().iterator().next();
        }
        long full = Long.MAX_VALUE;
        long small = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            full = Math.min(full, nanos(Precision.FP32));
            small = Math.min(small, nanos(Precision.INT8));
        }
        return small * WORTH < full ? Precision.INT8 : Precision.FP32;
    }

    private long nanos(Precision precision) {
        int[] ids = new int[TOKENS];
        Arrays.setAll(ids, i -> 1 + i % 100);
        TokenizedText text = new TokenizedText(ids, new byte[TOKENS], 0, TOKENS);
        TokenBatch batch = TokenBatch.of(java.util.Collections.nCopies(TEXTS, text), PaddingSide.RIGHT);
        OnnxGraph graph = graph(precision);
        long begin = System.nanoTime();
        float[] states = graph.run(batch);
        return states.length == 0 ? Long.MAX_VALUE : System.nanoTime() - begin;
    }

    private OnnxGraph graph(Precision precision) {
        return graphs.computeIfAbsent(precision, p -> BiEncoderParts.open(folder, manifest, p, options.threads()));
    }
}
