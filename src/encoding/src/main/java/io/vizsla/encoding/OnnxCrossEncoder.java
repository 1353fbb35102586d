package io.vizsla.encoding;

import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A cross-encoder on ONNX Runtime: query and passage through the model together, in batches of similar length. */
public final class OnnxCrossEncoder implements CrossEncoder {

    private final ModelManifest manifest;
    private final HfTokenizer tokenizer;
    private final OnnxGraph graph;
    private final int batchTokens;

    private OnnxCrossEncoder(ModelManifest manifest, HfTokenizer tokenizer, OnnxGraph graph, int batchTokens) {
        this.manifest = manifest;
        this.tokenizer = tokenizer;
        this.graph = graph;
        this.batchTokens = batchTokens;
    }

    /**
     * Opens a cross-encoder.
     *
     * @param options of which precision for queries, threads and batch bound count here
     * @throws VizslaException {@code INVALID_MODEL} if a file cannot be read, or the graph is not what the manifest says;
     *     {@code INVALID_ARGUMENT} if a device is wanted that is not there
     */
    public static OnnxCrossEncoder open(Path folder, ModelManifest manifest, EncoderOptions options) {
        if (manifest.architecture() != Architecture.CROSS_ENCODER) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "architecture",
                    manifest.architecture().id(),
                    "cross-encoder");
        }
        return options.device().open(manifest.name(), device -> open(folder, manifest, options, device));
    }

    private static OnnxCrossEncoder open(
            Path folder, ModelManifest manifest, EncoderOptions options, SessionDevice device) {
        HfTokenizer tokenizer =
                HfTokenizer.open(folder.resolve(manifest.tokenizer().path()));
        return Opening.<OnnxCrossEncoder, RuntimeException>orClose(
                () -> {
                    Path graph = folder.resolve(file(manifest, options).path());
                    return new OnnxCrossEncoder(
                            manifest,
                            tokenizer,
                            GraphTrial.tried(
                                    OnnxGraph.open(graph, GraphOutput.of(manifest), options.threads(), device),
                                    tokenizer.largestId()),
                            options.batchTokens());
                },
                tokenizer);
    }

    private static ModelFile file(ModelManifest manifest, EncoderOptions options) {
        Precision wanted = options.queries().precision().orElseGet(() -> PrecisionProbe.finest(manifest));
        ModelFile file = manifest.graph(wanted);
        if (file == null) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "precision",
                    wanted.id(),
                    "one that " + manifest.name() + " comes in: "
                            + manifest.graphs().keySet());
        }
        return file;
    }

    @Override
    public double[] score(String query, List<String> passages) {
        List<Pending> pairs = new ArrayList<>();
        for (String passage : passages) {
            pairs.add(Pending.of(tokenizer.tokenizePair(query, passage, manifest.maxTokens())));
        }
        for (List<Pending> bucket : Buckets.of(pairs, batchTokens)) {
            run(bucket);
        }
        double[] scores = new double[pairs.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = pairs.get(i).result().join().dense()[0];
        }
        return scores;
    }

    private void run(List<Pending> bucket) {
        TokenBatch batch = TokenBatch.of(bucket.stream().map(Pending::text).toList(), manifest.padding());
        float[] logits = graph.run(batch);
        for (int i = 0; i < bucket.size(); i++) {
            Pending pair = bucket.get(i);
            pair.result()
                    .complete(new Encoded(
                            new float[] {logits[i]}, null, pair.text().length()));
        }
    }

    @Override
    public String name() {
        return manifest.name();
    }

    @Override
    public void close() {
        graph.close();
        tokenizer.close();
    }
}
