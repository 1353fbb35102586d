package io.vizsla.trainer;

import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.models.ModelFolder;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.DataHashes;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.training.graph.ComputeDevice;
import io.vizsla.training.space.SpaceMaps;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a trained model's manifest says of where it came from. */
final class Provenance {

    private final Map<String, String> facts;

    private Provenance(Map<String, String> data) {
        facts = new TreeMap<>(data);
    }

    /** Begins with what the job, its data and the model say that was refreshed. */
    static Provenance of(RefreshJob job, RefreshFolder folder, ModelManifest parent) {
        Provenance provenance = new Provenance(job.data());
        DataHashes.of(folder).forEach(provenance::put);
        provenance.put("kind", job.settings().kind().id());
        if (job.studentFolder() != null) {
            ModelManifest teacher = ModelFolder.open(Path.of(job.modelFolder())).manifest();
            provenance.put("teacher", job.space());
            provenance.put("teacherGraph", graph(teacher));
        }
        provenance.put("parent", parent.name() + "@" + parent.version());
        provenance.put("parentGraph", graph(parent));
        provenance.put("parentTokenizer", parent.tokenizer().sha256());
        provenance.put("job", job.id());
        provenance.put("collection", job.collection());
        provenance.put("settings", job.settings().toString());
        provenance.put("seed", String.valueOf(job.settings().seed()));
        provenance.put("threads", String.valueOf(job.settings().threadsHere()));
        provenance.put(
                "precision",
                ProcessorPrecision.of(job.settings().precision()).name().toLowerCase(Locale.ROOT));
        provenance.put("device", device(job.settings().kind()));
        provenance.put("java", Runtime.version().toString());
        provenance.put("processor", System.getProperty("os.arch", "") + " " + System.getProperty("os.name", ""));
        return provenance;
    }

    private static String graph(ModelManifest model) {
        return Objects.requireNonNull(model.graph(Precision.FP32)).sha256();
    }

    /** An adapter is a few small matrices, and learned beside any device. */
    private static String device(RefreshKind kind) {
        return (kind == RefreshKind.ADAPTER ? ComputeDevice.cpu() : BaseModel.device()).toString();
    }

    private void put(String fact, String value) {
        facts.put(fact, value);
    }

    /** Adds what was measured. */
    Provenance measured(List<Comparison> comparisons) {
        for (Comparison one : comparisons) {
            put(
                    "ndcg10." + one.name() + "." + one.group(),
                    String.format(Locale.ROOT, "%.4f -> %.4f (%d)", one.before(), one.after(), one.queries()));
        }
        return this;
    }

    /** Adds the ways back to the parent's space, and the file of the best. */
    Provenance wayBack(SpaceMaps ways, ModelFile file) {
        put("spaceMap", file.path());
        put("spaceMap.sha256", file.sha256());
        put("spaceMap.kind", word(ways.best().kind()));
        put("spaceMap.heldOut", String.valueOf(ways.heldOut()));
        for (SpaceMaps.Candidate way : ways.maps()) {
            put("spaceMap.cosine." + word(way.kind()), String.format(Locale.ROOT, "%.4f", way.cosine()));
            if (!Double.isNaN(way.agreement())) {
                put("spaceMap.agreement." + word(way.kind()), String.format(Locale.ROOT, "%.4f", way.agreement()));
            }
        }
        return this;
    }

    private static String word(SpaceMaps.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Returns all of it. */
    Map<String, String> facts() {
        return Map.copyOf(facts);
    }
}
