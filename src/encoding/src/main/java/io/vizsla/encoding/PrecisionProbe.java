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

/**
 * Chooses the graph for each role. Queries are read in full precision, because that keeps nearly all of the quality;
 * passages in whatever is faster here, found by timing both on the same tokens.
 */
final class PrecisionProbe {

    private static final int ROUNDS = 3;
    private static final int TOKENS = 128;

    /** INT8 loses a little quality, so it must be faster by more than noise. */
    private static final double WORTH = 1.1;

    private final Path folder;
    private final ModelManifest manifest;

    PrecisionProbe(Path folder, ModelManifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    Map<Role, Precision> choose(EncoderOptions options) {
        Map<Role, Precision> chosen = new EnumMap<>(Role.class);
        chosen.put(Role.QUERY, options.queries().precision().orElseGet(this::fullest));
        chosen.put(Role.PASSAGE, options.passages().precision().orElseGet(this::fastest));
        return chosen;
    }

    private Precision fullest() {
        return manifest.graph(Precision.FP32) == null ? Precision.INT8 : Precision.FP32;
    }

    private Precision fastest() {
        if (manifest.graphs().size() == 1) {
            return manifest.graphs().keySet().iterator().next();
        }
        try (OnnxGraph full = BiEncoderParts.open(folder, manifest, Precision.FP32, 1);
                OnnxGraph small = BiEncoderParts.open(folder, manifest, Precision.INT8, 1)) {
            return faster(full, small) ? Precision.INT8 : Precision.FP32;
        }
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
        int[] ids = new int[TOKENS];
        Arrays.setAll(ids, i -> 1 + i % 100);
        TokenizedText text = new TokenizedText(ids, new byte[TOKENS], 0, TOKENS);
        TokenBatch batch = TokenBatch.of(List.of(text), PaddingSide.RIGHT);
        long begin = System.nanoTime();
        float[] states = graph.run(batch);
        return states.length == 0 ? Long.MAX_VALUE : System.nanoTime() - begin;
    }
}
