package io.vizsla.models.share;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.SharedModel;
import io.vizsla.api.model.SharedModels;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.Checksums;
import io.vizsla.models.FolderWriter;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The models of one process's folder and those that others share with it. What it has not got is fetched once, checked and
 * kept; what it has can be offered to the others. Built-in models are not shared: every process makes them itself.
 *
 * <p>Safe for any number of threads.
 */
public final class ModelShare {

    private final ModelFolders folders;
    private final Path modelsDir;
    private final SharedModels shared;
    private final ArtefactStore artefacts;
    private final Object transfers = new Object();
    /** Manifests of models that are not here, by their checksums. */
    private final Map<String, ModelManifest> manifests = new ConcurrentHashMap<>();

    /**
     * Shares the models of a directory.
     *
     * @param modelsDir whose sub-folders are models
     * @param shared tells which models there are
     * @param artefacts holds their files, for all processes
     */
    public ModelShare(Path modelsDir, SharedModels shared, ArtefactStore artefacts) {
        this.folders = new ModelFolders(modelsDir);
        this.modelsDir = modelsDir;
        this.shared = shared;
        this.artefacts = artefacts;
    }

    /**
     * Returns a model, fetching it if it is shared and not here.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL} if it is neither here nor shared; {@code INVALID_MODEL} if it is broken, or
     *     one of its files has gone; {@code STORE_UNAVAILABLE} if the files cannot be had now; {@code INTERNAL} if the disk fails
     */
    public ModelFolder find(String name) {
        if (isHere(name)) {
            return folders.find(name);
        }
        SharedModel model = shared.find(name)
                .orElseThrow(() -> VizslaException.field(ErrorCode.UNKNOWN_MODEL, "model", name, "one of " + names()));
        synchronized (transfers) {
            if (!isHere(name)) {
                fetch(model);
            }
        }
        return folders.find(name);
    }

    /** Returns the names of all models that {@link #find} knows, in order. */
    public List<String> names() {
        return Stream.concat(folders.names().stream(), shared.list().stream().map(SharedModel::name))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Returns the manifests of all sound models, in name order, without fetching any. A shared one whose manifest cannot be had
     * now is left out.
     */
    public List<ModelManifest> manifests() {
        NavigableMap<String, ModelManifest> all = new TreeMap<>();
        for (SharedModel model : shared.list()) {
            manifest(model).ifPresent(manifest -> all.put(model.name(), manifest));
        }
        folders.list().forEach(folder -> all.put(folder.manifest().name(), folder.manifest()));
        return List.copyOf(all.values());
    }

    /**
     * Gives a model of the folder to all processes. Does nothing if it is not here, if it is shared as it is, or if every
     * process makes it itself. Where the manifest alone has changed, those who fetched the model before keep the old one.
     *
     * @throws VizslaException {@code CONFLICT} if other weights are shared under its name; {@code INVALID_MODEL} if it is
     *     broken; {@code STORE_UNAVAILABLE} or {@code LOG_UNAVAILABLE} if it cannot be given
     */
    public void offer(String name) {
        if (BuiltInModels.names().contains(name) || !isHere(name)) {
            return;
        }
        ModelFolder folder = folders.find(name);
        synchronized (transfers) {
            SharedModel known = shared.find(name).orElse(null);
            if (known != null) {
                checkWeights(folder, known);
            }
            // Whoever fetched it has the files that are shared, so that only its first owner reads them here.
            if (known == null || !isUnchanged(folder, known)) {
                folder.verify();
                shared.put(new SharedModel(name, folder.manifest().version(), store(folder)));
            }
        }
    }

    private Optional<ModelManifest> manifest(SharedModel model) {
        for (ModelFile file : model.files()) {
            if (file.path().equals(ModelFolder.MANIFEST)) {
                try {
                    return Optional.of(manifests.computeIfAbsent(file.sha256(), any -> read(file)));
                } catch (VizslaException unreadable) {
                    System.getLogger(ModelShare.class.getName())
                            .log(
                                    System.Logger.Level.WARNING,
                                    "The shared model {0} cannot be read: {1}",
                                    model.name(),
                                    unreadable.detail());
                }
            }
        }
        return Optional.empty();
    }

    private ModelManifest read(ModelFile file) {
        try (InputStream bytes = open(file)) {
            return ModelFolder.manifest(bytes.readAllBytes());
        } catch (IOException failed) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "it broke off: " + failed.getMessage(), failed);
        }
    }

    private InputStream open(ModelFile file) {
        return artefacts.open(new Artefact(file.sha256(), file.bytes()));
    }

    private boolean isHere(String name) {
        return folders.names().contains(name);
    }

    private void checkWeights(ModelFolder folder, SharedModel known) {
        Set<String> sums = new HashSet<>();
        known.files().forEach(file -> sums.add(file.sha256()));
        for (ModelFile file : folder.manifest().files()) {
            if (!sums.contains(file.sha256())) {
                throw VizslaException.field(
                        ErrorCode.CONFLICT,
                        "model",
                        folder.manifest().name() + "/" + file.path() + " with SHA-256 " + file.sha256(),
                        "another name: under this one other processes have other files");
            }
        }
    }

    private static boolean isUnchanged(ModelFolder folder, SharedModel known) {
        try {
            byte[] manifest = Files.readAllBytes(folder.path().resolve(ModelFolder.MANIFEST));
            String sum = Checksums.of(manifest);
            return known.files().stream()
                    .anyMatch(file -> file.path().equals(ModelFolder.MANIFEST)
                            && file.sha256().equals(sum));
        } catch (IOException failed) {
            throw unreadable(folder.manifest().name(), failed);
        }
    }

    private List<ModelFile> store(ModelFolder folder) {
        List<ModelFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder.path())) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(Predicate.not(ModelShare::isHidden))
                    .sorted()
                    .toList()) {
                try (InputStream bytes = Files.newInputStream(file)) {
                    Artefact stored = artefacts.put(bytes);
                    String path = folder.path().relativize(file).toString().replace('\\', '/');
                    files.add(new ModelFile(path, stored.sha256(), stored.bytes()));
                }
            }
        } catch (IOException failed) {
            throw unreadable(folder.manifest().name(), failed);
        }
        return files;
    }

    private static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    private void fetch(SharedModel model) {
        System.getLogger(ModelShare.class.getName())
                .log(System.Logger.Level.INFO, "Fetching the model {0}, which another process shares", model.name());
        try {
            FolderWriter.write(modelsDir.resolve(model.name()), draft -> {
                for (ModelFile file : model.files()) {
                    write(file, draft.resolve(file.path()));
                }
                ModelFolder.open(draft).verify();
            });
        } catch (IOException failed) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL,
                    "the model " + model.name() + " cannot be kept here: " + failed.getMessage(),
                    failed);
        } catch (VizslaException failed) {
            throw failed.code() == ErrorCode.UNKNOWN_RESOURCE || failed.code() == ErrorCode.UNREADABLE_DOCUMENT
                    ? VizslaException.of(
                            ErrorCode.INVALID_MODEL,
                            "the shared model " + model.name() + " is broken: " + failed.detail(),
                            failed)
                    : failed;
        }
    }

    private void write(ModelFile file, Path target) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        try (InputStream bytes = open(file)) {
            Files.copy(bytes, target);
        }
    }

    private static VizslaException unreadable(String name, IOException failed) {
        return VizslaException.of(
                ErrorCode.INTERNAL, "the model " + name + " cannot be read: " + failed.getMessage(), failed);
    }
}
