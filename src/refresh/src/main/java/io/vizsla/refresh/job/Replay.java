package io.vizsla.refresh.job;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.QuerySide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a refresh once more, from what the manifest of its model says: the same data, the same settings, the same
 * parent. A replay begins only if all of these are what they were, so that its weights tell whether a run can be
 * repeated.
 *
 * @param made the model that the refresh made
 * @param kept folder of that refresh
 * @param parent the model whose weights it moved, as it is now; its files match its manifest
 * @param teacher the model that a student learned from, likewise; null if the parent is no student
 */
public record Replay(
        ModelManifest made,
        RefreshFolder kept,
        ModelManifest parent,
        @Nullable ModelManifest teacher) {

    /** Where the manifest tells which refresh made a model. */
    private static final String JOB = "job";

    private static final String ONE_OF_A_REFRESH = "one that a refresh of this instance made, with its provenance";

    /**
     * Returns the name of the job that made a model.
     *
     * @throws VizslaException {@code CONFLICT} naming the model if none did
     */
    public static String job(ModelManifest made) {
        String job = made.provenance().get(JOB);
        if (job == null || !job.matches("[A-Za-z0-9._-]+") || job.startsWith(".")) {
            throw VizslaException.field(ErrorCode.CONFLICT, "replay", made.name(), ONE_OF_A_REFRESH);
        }
        return job;
    }

    /**
     * Returns the job of that refresh.
     *
     * @throws VizslaException {@code CONFLICT} naming the model if its data is not kept any more
     */
    public static RefreshJob kept(ModelManifest made, RefreshFolder kept) {
        return kept.read(JOB, RefreshJob.class)
                .orElseThrow(() -> VizslaException.field(
                        ErrorCode.CONFLICT, "replay", made.name(), "one whose refresh is kept, data and all"));
    }

    /**
     * Takes up the refresh that made a model.
     *
     * @param models reads the manifest of a model's folder and checks its files against it
     * @throws VizslaException {@code CONFLICT} naming the model if its data is not kept any more, or naming
     *     {@code parent} or {@code teacher} if that model is gone; what reading throws
     */
    public static Replay of(ModelManifest made, RefreshFolder kept, Function<Path, ModelManifest> models) {
        RefreshJob job = kept(made, kept);
        return new Replay(
                made,
                kept,
                model("parent", job.parentFolder(), models),
                job.studentFolder() == null ? null : model("teacher", job.modelFolder(), models));
    }

    private static ModelManifest model(String role, String folder, Function<Path, ModelManifest> models) {
        Path path = Path.of(folder);
        if (!Files.isDirectory(path)) {
            throw VizslaException.field(
                    ErrorCode.CONFLICT,
                    role,
                    path.getFileName(),
                    "a model that is still there: the refresh began with it, and so does its repetition");
        }
        return models.apply(path);
    }

    /**
     * Fills a folder with the same job under another id, on the same data.
     *
     * @return the settings that it is made by
     * @throws VizslaException {@code CONFLICT} naming the first thing that is not what it was: the hash of a file of
     *     the data, the parent's graph or tokenizer, the teacher's graph, the settings; {@code INTERNAL} if the disk
     *     fails
     */
    public RefreshSettings write(RefreshFolder target, String id) {
        RefreshJob job = kept(made, kept);
        Map<String, String> found = DataHashes.of(kept);
        made.provenance().keySet().stream()
                .filter(DataHashes::isHash)
                .forEach(fact -> check(fact, found.getOrDefault(fact, "none: the file is gone")));
        found.forEach(this::check);
        check("parentGraph", hash(parent.graph(Precision.FP32)));
        check("parentTokenizer", parent.tokenizer().sha256());
        if (teacher != null) {
            check("teacherGraph", hash(teacher.graph(Precision.FP32)));
        }
        check("settings", job.settings().toString());
        RefreshSettings settings = job.settings()
                .with()
                .precision(fact("precision"))
                .threads(threads())
                .build();
        for (String file : DataHashes.files(kept)) {
            copy(kept.path().resolve(file), target.path().resolve(file));
        }
        for (String guard : kept.guards()) {
            for (String file : DataHashes.files(kept.guard(guard))) {
                copy(
                        kept.guard(guard).path().resolve(file),
                        target.guard(guard).path().resolve(file));
            }
        }
        target.write(JOB, job.again(id, settings));
        return settings;
    }

    private void check(String fact, String found) {
        String recorded = fact(fact);
        if (!recorded.equals(found)) {
            throw VizslaException.field(ErrorCode.CONFLICT, fact, found, "as it was: " + recorded);
        }
    }

    private String fact(String fact) {
        String recorded = made.provenance().get(fact);
        if (recorded == null) {
            throw VizslaException.field(ErrorCode.CONFLICT, fact, null, "in the provenance of " + made.name());
        }
        return recorded;
    }

    private int threads() {
        try {
            return Integer.parseInt(fact("threads"));
        } catch (NumberFormatException wrong) {
            throw VizslaException.field(ErrorCode.CONFLICT, "threads", fact("threads"), "a number");
        }
    }

    /** What a refresh has written is not changed any more, so that both may name the same file. */
    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException noLinks) {
            copyWhole(from, to);
        }
    }

    private static void copyWhole(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException failed) {
            throw VizslaException.of(ErrorCode.INTERNAL, "the data cannot be copied: " + failed.getMessage(), failed);
        }
    }

    /** Tells by the checksums of what was trained whether a model is the same as the one that the refresh made. */
    public boolean isRepeatedBy(ModelManifest again) {
        return trained(made).equals(trained(again));
    }

    /** Says what came of it, for people. */
    public String verdict(ModelManifest again) {
        String sum = trained(made).toString();
        if (isRepeatedBy(again)) {
            return "The weights of " + made.name() + " came out again, bit for bit: " + sum + ".";
        }
        return "The weights are not those of " + made.name() + ": " + trained(again) + " in place of " + sum
                + ". Only one thread in fp32 gives the same bits every time; it ran with " + fact("threads")
                + " in " + fact("precision") + differences(again.provenance()) + ".";
    }

    private String differences(Map<String, String> now) {
        StringBuilder told = new StringBuilder();
        for (String fact : new String[] {"java", "processor", "device"}) {
            String was = made.provenance().getOrDefault(fact, "unknown");
            String is = now.getOrDefault(fact, "unknown");
            if (!was.equals(is)) {
                told.append("; ")
                        .append(fact)
                        .append(" was ")
                        .append(was)
                        .append(" and is ")
                        .append(is);
            }
        }
        return told.toString();
    }

    /** Graph and, of an adapter or a student, the map of the queries. That of both sides is fitted to what the graph gives. */
    private static Map<String, String> trained(ModelManifest model) {
        boolean isFitted = RefreshKind.BOTH_SIDES.id().equals(model.provenance().get("kind"));
        QuerySide side = isFitted ? null : model.querySide();
        ModelFile map = side == null ? null : side.map();
        String graph = hash(model.graph(Precision.FP32));
        return map == null ? Map.of("graph", graph) : new TreeMap<>(Map.of("graph", graph, "map", hash(map)));
    }

    private static String hash(@Nullable ModelFile file) {
        return file == null ? "none" : file.sha256();
    }
}
