package io.vizsla.trainer;

import io.vizsla.api.encoding.AffineMap;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.QuerySide;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.models.FolderWriter;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.training.space.SpaceMaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the trained model: the same graph with new weights and its 8-bit sibling, or the parent's graphs and a map of their
 * query vectors; the parent's tokenizer and prompts; the way back to the parent's space, by which the queries of a model
 * that reads both sides serve the old index; and a manifest that says what it was made of. The written model has to give the
 * vectors that were trained.
 */
record ModelWriter(BaseModel base, RefreshJob job, RefreshFolder folder) {

    private static final String MAP = "query-map.bin";
    private static final String WAY_BACK = "space-map.bin";
    private static final int SAMPLE = 32;

    /** The same numbers in the same precision, in another order. */
    private static final double LEAST_COSINE = 0.9999;

    /**
     * Writes it.
     *
     * @param ways back to the parent's space, null if the queries tell of none
     */
    void write(Trained trained, Prepared prepared, List<Comparison> comparisons, @Nullable SpaceMaps ways) {
        try {
            FolderWriter.delete(folder.model());
            FolderWriter.write(folder.model(), target -> fill(target, trained, comparisons, ways));
        } catch (IOException full) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the trained model cannot be written: " + full.getMessage(), full);
        }
        verify(trained, prepared);
    }

    private void fill(Path target, Trained trained, List<Comparison> comparisons, @Nullable SpaceMaps ways)
            throws IOException {
        ModelManifest parent = base.folder().manifest();
        ModelFiles files = new ModelFiles(base.folder(), target);
        Map<Precision, ModelFile> graphs =
                switch (trained) {
                    case TrainedEncoder encoder -> files.graphs(encoder.encoder());
                    case TrainedStudent student -> files.graphs(student.encoder());
                    case TrainedBothSides both -> files.graphs(both.encoder().encoder());
                    case TrainedAdapter unmoved -> files.sameGraphs();
                };
        ModelFile way = ways == null ? null : files.map(ways.best().map(), WAY_BACK);
        QuerySide side =
                switch (trained) {
                    case TrainedEncoder whole -> new QuerySide(job.space(), null);
                    case TrainedAdapter adapter -> new QuerySide(job.space(), files.map(adapter.map(), MAP));
                    case TrainedStudent student -> new QuerySide(job.space(), files.map(student.map(), MAP));
                    case TrainedBothSides both -> way == null ? null : new QuerySide(job.space(), way);
                };
        files.reader();
        Provenance provenance = Provenance.of(job, folder, parent).measured(comparisons);
        if (ways != null && way != null) {
            provenance.wayBack(ways, way);
        }
        ModelManifest manifest = parent.derived(job.newModel(), job.id(), graphs, side, provenance.facts());
        Files.write(target.resolve(ModelFolder.MANIFEST), ModelFolder.manifestJson(manifest));
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
            // Whoever reads both sides needs no map but for the index of before.
            AffineMap map = trained instanceof TrainedBothSides ? null : written.queryMap();
            for (int i = 0; i < found.length; i++) {
                float[] searched = map == null ? found[i] : map.apply(found[i]);
                verify(Similarity.dot(searched, wanted[i]));
            }
        }
    }

    private static void verify(double cosine) {
        if (!(cosine >= LEAST_COSINE)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL,
                    "cosine of the written model's vectors with the trained ones",
                    cosine,
                    "at least " + LEAST_COSINE);
        }
    }
}
