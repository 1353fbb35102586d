package io.vizsla.encoding;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.Precision;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the graph for each role: the 8-bit one where it is faster on this processor and computes the same here, found
 * by running it and the finest other one that runs here on the same tokens. A CUDA device has no kernels for products of 8
 * bits, and reads the finest.
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
    private final int largestId;
    private final SessionDevice device;
    private @Nullable Precision measured;

    /**
     * Creates a probe.
     *
     * @param largestId of the tokens that a text may have
     * @param device that the graphs are computed by
     */
    PrecisionProbe(Path folder, ModelManifest manifest, int largestId, SessionDevice device) {
        this.folder = folder;
        this.manifest = manifest;
        this.largestId = largestId;
        this.device = device;
    }

    /** Returns a model's finest precision: 16-bit graphs are widened where they run, so that they gain nothing here. */
    static Precision finest(ModelManifest manifest) {
        return Collections.min(manifest.graphs().keySet());
    }

    Map<Role, Precision> choose(EncoderOptions options) {
        Map<Role, Precision> chosen = new EnumMap<>(Role.class);
        chosen.put(Role.QUERY, options.queries().precision().orElseGet(this::best));
        chosen.put(Role.PASSAGE, options.passages().precision().orElseGet(this::best));
        return chosen;
    }

    private Precision best() {
        if (measured == null) {
            List<Precision> finestFirst =
                    manifest.graphs().keySet().stream().sorted().toList();
            measured = device == SessionDevice.CUDA ? finestFirst.getFirst() : best(finestFirst);
        }
        return measured;
    }

    /** Passes over what this processor cannot compute, as long as there is something else. */
    private Precision best(List<Precision> finestFirst) {
        Precision first = finestFirst.getFirst();
        boolean small = finestFirst.contains(Precision.INT8);
        if (finestFirst.size() == 1 || (first == Precision.FP32 && !small)) {
            return first;
        }
        try (OnnxGraph full = open(first)) {
            return small ? measure(first, full) : first;
        } catch (VizslaException e) {
            if (RuntimeErrors.isKernelMissing(e)) {
                return best(finestFirst.subList(1, finestFirst.size()));
            }
            throw e;
        }
    }

    private Precision measure(Precision precision, OnnxGraph full) {
        try (OnnxGraph small = open(Precision.INT8)) {
            return alike(full, small) && faster(full, small) ? Precision.INT8 : precision;
        }
    }

    private OnnxGraph open(Precision precision) {
        return GraphTrial.tried(BiEncoderParts.open(folder, manifest, precision, 1, device), largestId);
    }

    private boolean alike(OnnxGraph full, OnnxGraph small) {
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

    private boolean faster(OnnxGraph full, OnnxGraph small) {
        long fullNanos = Long.MAX_VALUE;
        long smallNanos = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            fullNanos = Math.min(fullNanos, nanos(full));
            smallNanos = Math.min(smallNanos, nanos(small));
        }
        return smallNanos * WORTH < fullNanos;
    }

    private long nanos(OnnxGraph graph) {
        TokenBatch batch = probe();
        long begin = System.nanoTime();
        float[] states = graph.run(batch);
        return states.length == 0 ? Long.MAX_VALUE : System.nanoTime() - begin;
    }

    private TokenBatch probe() {
        int[] ids = new int[TOKENS];
        Arrays.setAll(ids, i -> Math.min(1 + i % 100, largestId));
        TokenizedText text = new TokenizedText(ids, new byte[TOKENS], 0, TOKENS, 0, true);
        return TokenBatch.of(List.of(text), PaddingSide.RIGHT);
    }
}
