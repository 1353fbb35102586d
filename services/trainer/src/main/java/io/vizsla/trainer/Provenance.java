package io.vizsla.trainer;

import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.DataHashes;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.training.space.SpaceMaps;
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
            provenance.put("teacher", job.space());
        }
        provenance.put("parent", parent.name() + "@" + parent.version());
        provenance.put(
                "parentGraph",
                Objects.requireNonNull(parent.graph(Precision.FP32)).sha256());
        provenance.put("parentTokenizer", parent.tokenizer().sha256());
        provenance.put("job", job.id());
        provenance.put("collection", job.collection());
        provenance.put("settings", job.settings().toString());
        provenance.put("seed", String.valueOf(job.settings().seed()));
        provenance.put("threads", String.valueOf(job.settings().threadsHere()));
        provenance.put(
                "precision",
                ProcessorPrecision.of(job.settings().precision()).name().toLowerCase(Locale.ROOT));
        provenance.put("java", Runtime.version().toString());
        provenance.put("processor", System.getProperty("os.arch", "") + " " + System.getProperty("os.name", ""));
        return provenance;
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
        ways.maps()
                .forEach(way ->
                        put("spaceMap.cosine." + word(way.kind()), String.format(Locale.ROOT, "%.4f", way.cosine())));
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
