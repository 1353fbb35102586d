package io.vizsla.encoding;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the graph for each role: the 8-bit one where it is faster on this processor and computes the same here, found
 * by running both on the same tokens.
 */
final class PrecisionProbe {

    private static final int ROUNDS = 3;
    private static final int TOKENS = 128;

    /** INT8 loses a little quality, so it must be faster by more than noise. */
    private static final double WORTH = 1.1;

    /**
     * The least cosine between the states of both graphs. Processors without VNNI add products of 8 bits in 16 and cut
     * off what does not fit; a graph that suffers from it falls far below this.
     */
    private static final double ALIKE = 0.9;

    private final Path folder;
    private final ModelManifest manifest;
    private @Nullable Precision measured;

    PrecisionProbe(Path folder, ModelManifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    Map<Role, Precision> choose(EncoderOptions options) {
        Map<Role, Precision> chosen = new EnumMap<>(Role.class);
        chosen.put(Role.QUERY, options.queries().precision().orElseGet(this::best));
        chosen.put(Role.PASSAGE, options.passages().precision().orElseGet(this::best));
        return chosen;
    }

    private Precision best() {
        if (measured == null) {
            measured = manifest.graphs().size() == 1
                    ? manifest.graphs().keySet().iterator().next()
                    : measure();
        }
        return measured;
    }

    private Precision measure() {
        try (OnnxGraph full = BiEncoderParts.open(folder, manifest, Precision.FP32, 1);
                OnnxGraph small = BiEncoderParts.open(folder, manifest, Precision.INT8, 1)) {
            return alike(full, small) && faster(full, small) ? Precision.INT8 : Precision.FP32;
        }
    }

    private static boolean alike(OnnxGraph full, OnnxGraph small) {
        return cosine(full.run(probe()), small.run(probe())) >= ALIKE;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }

    private static boolean faster(OnnxGraph full, OnnxGraph small) {
        long fullNanos = Long.MAX_VALUE;
        long smallNanos = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            fullNanos = Math.min(fullNanos, nanos(full));
            smallNanos = Math.min(smallNanos, nanos(small));
        }
        return smallNanos * WORTH < fullNanos;
    }

    private static long nanos(OnnxGraph graph) {
        TokenBatch batch = probe();
        long begin = System.nanoTime();
        float[] states = graph.run(batch);
        return states.length == 0 ? Long.MAX_VALUE : System.nanoTime() - begin;
    }

    private static TokenBatch probe() {
        int[] ids = new int[TOKENS];
        Arrays.setAll(ids, i -> 1 + i % 100);
        TokenizedText text = new TokenizedText(ids, new byte[TOKENS], 0, TOKENS, 0, true);
        return TokenBatch.of(List.of(text), PaddingSide.RIGHT);
    }
}
