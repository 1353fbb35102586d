package io.vizsla.trainer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.QuerySide;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.models.Checksums;
import io.vizsla.models.FolderWriter;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.onnx.SmallGraph;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Writes the trained model: the same graph with new weights, its 8-bit sibling, the parent's tokenizer and prompts, and a
 * manifest that says what it was made of. The written model has to give the vectors that were trained.
 */
record ModelWriter(BaseModel base, RefreshJob job, RefreshFolder folder) {

    private static final String GRAPH = "model.onnx";
    private static final String SMALL = "model-int8.onnx";
    private static final int SAMPLE = 32;

    /** Training may compute in 16 bits, serving computes in 32. */
    private static final double LEAST_COSINE = 0.999;

    void write(Trained trained, Prepared prepared, List<Comparison> comparisons) {
        try {
            FolderWriter.delete(folder.model());
            FolderWriter.write(folder.model(), target -> fill(target, trained, comparisons));
        } catch (IOException full) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the trained model cannot be written: " + full.getMessage(), full);
        }
        verify(trained, prepared);
    }

    private void fill(Path target, Trained trained, List<Comparison> comparisons) throws IOException {
        ModelManifest parent = base.folder().manifest();
        trained.writeGraph(target.resolve(GRAPH));
        Map<Precision, ModelFile> graphs = new EnumMap<>(Precision.class);
        graphs.put(Precision.FP32, Checksums.describe(target, GRAPH));
        if (parent.graph(Precision.INT8) != null) {
            SmallGraph.write(target.resolve(GRAPH), target.resolve(SMALL));
            graphs.put(Precision.INT8, Checksums.describe(target, SMALL));
        }
        copy(parent.tokenizer(), target);
        if (parent.tokenProjection() != null) {
            copy(parent.tokenProjection(), target);
        }
        ModelManifest manifest = parent.derived(
                job.newModel(), job.id(), graphs, new QuerySide(job.space(), null), provenance(parent, comparisons));
        Files.write(target.resolve(ModelFolder.MANIFEST), ModelFolder.manifestJson(manifest));
    }

    private void copy(ModelFile file, Path target) throws IOException {
        Path copy = target.resolve(file.path());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        FolderWriter.copy(base.folder().resolve(file), copy);
    }

    private Map<String, String> provenance(ModelManifest parent, List<Comparison> comparisons) {
        Map<String, String> provenance = new TreeMap<>(job.data());
        provenance.put("parent", parent.name() + "@" + parent.version());
        provenance.put(
                "parentGraph",
                Objects.requireNonNull(parent.graph(Precision.FP32)).sha256());
        provenance.put("job", job.id());
        provenance.put("collection", job.collection());
        provenance.put("settings", job.settings().toString());
        provenance.put("seed", String.valueOf(job.settings().seed()));
        provenance.put("java", Runtime.version().toString());
        provenance.put("processor", System.getProperty("os.arch", "") + " " + System.getProperty("os.name", ""));
        for (Comparison one : comparisons) {
            provenance.put(
                    "ndcg10." + one.name() + "." + one.group(),
                    String.format(Locale.ROOT, "%.4f -> %.4f (%d)", one.before(), one.after(), one.queries()));
        }
        return provenance;
    }

    private void verify(Trained trained, Prepared prepared) {
        List<Integer> sample = IntStream.range(
                        0, Math.min(SAMPLE, prepared.data().queries().size()))
                .boxed()
                .toList();
        float[][] wanted = trained.vectors(sample);
        ModelFolder written = ModelFolder.open(folder.model());
        PrecisionChoice full = PrecisionChoice.of("precision", "fp32");
        EncoderOptions options = EncoderOptions.defaults()
                .withPrecision(full, full)
                .withTokenVectors(false)
                .withCacheBytes(0);
        try (BaseModel served = BaseModel.over(
                written, base.purpose(), OnnxBiEncoder.open(written.path(), written.manifest(), options))) {
            float[][] found = served.vectors(
                    sample.stream().map(prepared.data().queries()::get).toList());
            for (int i = 0; i < found.length; i++) {
                double cosine = Similarity.dot(found[i], wanted[i]);
                if (!(cosine >= LEAST_COSINE)) {
                    throw VizslaException.field(
                            ErrorCode.INVALID_MODEL,
                            "cosine of the written model's vectors with the trained ones",
                            cosine,
                            "at least " + LEAST_COSINE);
                }
            }
        }
    }
}
