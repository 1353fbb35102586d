package io.vizsla.models.imports;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.FolderWriter;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a model folder of what was exported for sentence-transformers, Optimum or text-embeddings-inference: a folder, or
 * an archive of one. The model appears whole and tried, or not at all.
 */
public final class ModelImport {

    private final Path modelsDir;
    private final ImportOptions options;

    /**
     * Makes an import.
     *
     * @param modelsDir whose sub-folders are models
     */
    public ModelImport(Path modelsDir, ImportOptions options) {
        this.modelsDir = modelsDir;
        this.options = options;
    }

    /** Tries a model before it is kept. */
    @FunctionalInterface
    public interface Trial {

        /**
         * Opens the model and lets it encode something.
         *
         * @param draft the whole model, in a folder that is not yet named like it
         * @throws VizslaException if it is not fit to be kept
         */
        void accept(ModelFolder draft);
    }

    /**
     * Imports a model.
     *
     * @param export a folder, or an archive: {@code .zip}, {@code .tar}, {@code .tar.gz}, {@code .tgz}
     * @throws VizslaException {@code INVALID_MODEL} naming everything that is missing or contradictory, or as the trial
     *     says; {@code CONFLICT} if there is a model of this name; {@code TOO_LARGE} if the archive exceeds its limits;
     *     {@code INVALID_ARGUMENT} if there is nothing at this path; {@code INTERNAL} if the disk fails
     */
    public ImportedModel run(Path export, Trial trial) {
        String name = options.name() == null ? nameOf(export) : options.name();
        checkFree(name);
        try {
            if (Files.isDirectory(export)) {
                return run(export, name, trial);
            }
            return Archive.open(export, modelsDir, options.limits(), folder -> run(folder, name, trial));
        } catch (IOException e) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the model " + name + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Returns the name that a model gets if nobody names it: that of its file, in the letters that names have. */
    static String nameOf(Path export) {
        String file = String.valueOf(export.toAbsolutePath().normalize().getFileName())
                .toLowerCase(Locale.ROOT);
        String name =
                Archive.withoutEnding(file).replaceAll("[^a-z0-9._-]+", "-").replaceFirst("^[._-]+", "");
        if (name.isEmpty() || name.length() > 128) {
            throw VizslaException.invalid("name", file, "given with --name: the file's name makes none");
        }
        return name;
    }

    private void checkFree(String name) {
        boolean builtIn = BuiltInModels.names().contains(name);
        if (builtIn || new ModelFolders(modelsDir).names().contains(name)) {
            throw taken(name, builtIn);
        }
        if (Files.exists(modelsDir.resolve(name))) {
            throw VizslaException.of(
                    ErrorCode.CONFLICT,
                    "there is a folder " + name + " without a manifest: remove it with ./vizsla models remove " + name);
        }
    }

    private static VizslaException taken(String name, boolean builtIn) {
        return VizslaException.of(
                ErrorCode.CONFLICT,
                builtIn
                        ? name + " is the name of a built-in model: give another with --name"
                        : "there is a model " + name
                                + ": give another name with --name, or remove that one with ./vizsla"
                                + " models remove " + name);
    }

    private ImportedModel run(Path folder, String name, Trial trial) throws IOException {
        Findings findings = new Findings();
        ExportFolder export = new ExportFolder(folder, findings);
        ExportFacts facts = ExportFacts.read(export, options);
        findings.check(name);
        boolean ours = FolderWriter.write(modelsDir.resolve(name), draft -> write(draft, name, export, facts, trial));
        if (!ours) {
            throw taken(name, false);
        }
        return new ImportedModel(ModelFolder.open(modelsDir.resolve(name)), findings.notices());
    }

    private void write(Path draft, String name, ExportFolder export, ExportFacts facts, Trial trial)
            throws IOException {
        FolderWriter.copy(export.file(TokenizerFacts.FILE), draft.resolve(TokenizerFacts.FILE));
        Map<Precision, ModelFile> graphs = new DraftWriter(export, facts.graphs(), options).write(draft);
        ModelManifest manifest = facts.manifest(name, options, graphs, draft);
        Files.write(draft.resolve(ModelFolder.MANIFEST), ModelFolder.manifestJson(manifest));
        trial.accept(ModelFolder.open(draft));
    }
}
