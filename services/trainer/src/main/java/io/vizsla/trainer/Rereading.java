package io.vizsla.trainer;

import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.encoding.EncoderOptions;
import io.vizsla.encoding.OnnxBiEncoder;
import io.vizsla.encoding.PrecisionChoice;
import io.vizsla.models.FolderWriter;
import io.vizsla.refresh.data.RefreshData;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.training.encoder.TrainableEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Has passages read by a trained model, as it would serve. Of many a part is read: those that are relevant to a query, and
 * others by chance, whatever any model thinks of them. A search of fewer passages finds more, before and after alike. They are
 * read in the precision in which the index was, so that nothing but training tells before from after. For one thread.
 */
final class Rereading {

    private static final int USUAL_OTHERS = 2000;

    private final BaseModel model;
    private final Path scratch;
    private final int threads;
    private final long seed;
    private final int mostOthers;

    /** Of the data that was read last: every fold reads the same. */
    private @Nullable Sample last;

    /** What is read of some data. */
    private record Sample(RefreshData data, RefreshData before, PrecisionChoice precision) {}

    Rereading(BaseModel model, Path scratch, int threads, long seed) {
        this(model, scratch, threads, seed, USUAL_OTHERS);
    }

    /**
     * Reads with a trained model.
     *
     * @param model that was trained
     * @param scratch folder for the trained model's files while it reads; what is in it is lost
     * @param threads that read
     * @param seed of the passages that are read
     * @param mostOthers how many are read beside the relevant ones
     */
    Rereading(BaseModel model, Path scratch, int threads, long seed, int mostOthers) {
        this.model = model;
        this.scratch = scratch;
        this.threads = threads;
        this.seed = seed;
        this.mostOthers = mostOthers;
    }

    /**
     * Reads them.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if the data holds no texts
     */
    Searched of(TrainableEncoder trained, RefreshData data) {
        if (data.texts().isEmpty() && !data.documents().isEmpty()) {
            throw VizslaException.invalid(
                    "texts of the passages",
                    0,
                    "one for each of " + data.documents().size());
        }
        Sample sample = sample(data);
        return new Searched(sample.before(), sample.before().withVectors(vectors(trained, sample)));
    }

    private Sample sample(RefreshData data) {
        Sample known = last;
        if (known == null || known.data() != data) {
            RefreshData before = data.part(drawn(data));
            known = new Sample(data, before, new IndexPrecision(model).of(before));
            last = known;
        }
        return known;
    }

    private float[][] vectors(TrainableEncoder trained, Sample sample) {
        try {
            // Of a process that was killed.
            FolderWriter.delete(scratch);
            return FolderWriter.inScratch(scratch, folder -> {
                try (OnnxBiEncoder encoder = open(trained, folder, sample.precision())) {
                    return encoder.as(model.purpose())
                            .encode(sample.before().texts().stream()
                                    .map(EncodingInput::passage)
                                    .toList())
                            .dense();
                }
            });
        } catch (IOException full) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the trained model cannot be written: " + full.getMessage(), full);
        }
    }

    private OnnxBiEncoder open(TrainableEncoder trained, Path folder, PrecisionChoice precision) throws IOException {
        ModelFiles files = new ModelFiles(model.folder(), folder);
        files.reader();
        ModelManifest parent = model.folder().manifest();
        return OnnxBiEncoder.open(
                folder,
                parent.derived(parent.name(), parent.version(), files.graphs(trained), null, Map.of()),
                EncoderOptions.defaults()
                        .withPrecision(precision, precision)
                        .withThreads(threads)
                        .withTokenVectors(false)
                        .withCacheBytes(0));
    }

    /** Returns places, rising. */
    private List<Integer> drawn(RefreshData data) {
        Set<String> relevant = new HashSet<>();
        for (RefreshQuery query : data.queries()) {
            relevant.addAll(query.gains().keySet());
        }
        TreeSet<Integer> drawn = new TreeSet<>();
        List<Integer> others = new ArrayList<>();
        for (int place = 0; place < data.documents().size(); place++) {
            if (relevant.contains(data.documents().get(place))) {
                drawn.add(place);
            } else {
                others.add(place);
            }
        }
        Collections.shuffle(others, new Random(seed));
        drawn.addAll(others.subList(0, Math.min(mostOthers, others.size())));
        return List.copyOf(drawn);
    }
}
