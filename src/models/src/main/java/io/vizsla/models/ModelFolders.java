package io.vizsla.models;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The models of a directory, one folder each, named like the model. Looks at the disk at every call, so folders may
 * come and go. Safe for any number of threads.
 */
public final class ModelFolders {

    private final Path modelsDir;

    /**
     * Names the directory; it need not exist yet.
     *
     * @param modelsDir whose sub-folders are models
     */
    public ModelFolders(Path modelsDir) {
        this.modelsDir = modelsDir;
    }

    /**
     * Returns a model.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL} if there is no folder of this name; {@code INVALID_MODEL} if there
     *     is one and it is broken
     */
    public ModelFolder find(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw VizslaException.field(ErrorCode.UNKNOWN_MODEL, "model", name, "one of " + names);
        }
        ModelFolder folder = ModelFolder.open(modelsDir.resolve(name));
        if (!folder.manifest().name().equals(name)) {
            throw VizslaException.field(
                    ErrorCode.INVALID_MODEL, "name", folder.manifest().name(), "the folder's name " + name);
        }
        return folder;
    }

    /** Returns the sound models in name order. Broken folders are left out: {@link #find} says what is wrong with one. */
    public List<ModelFolder> list() {
        List<ModelFolder> folders = new ArrayList<>();
        for (String name : names()) {
            try {
                folders.add(find(name));
            } catch (VizslaException e) {
                System.getLogger(ModelFolders.class.getName())
                        .log(System.Logger.Level.WARNING, "Model folder {0} is broken: {1}", name, e.detail());
            }
        }
        return folders;
    }

    /** Returns the names of all folders that hold a manifest, sound or not, in order. */
    public List<String> names() {
        if (!Files.isDirectory(modelsDir)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(modelsDir)) {
            return folders.filter(folder -> Files.exists(folder.resolve(ModelFolder.MANIFEST)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw VizslaException.of(ErrorCode.INTERNAL, "the model directory cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the names of folders that are no whole models: unfinished ones and those without a manifest, in order. */
    public List<String> leftovers() {
        if (!Files.isDirectory(modelsDir)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(modelsDir)) {
            return folders.filter(Files::isDirectory)
                    .filter(folder -> isDraft(folder) || !Files.exists(folder.resolve(ModelFolder.MANIFEST)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw VizslaException.of(ErrorCode.INTERNAL, "the model directory cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isDraft(Path folder) {
        return String.valueOf(folder.getFileName()).startsWith(FolderWriter.DRAFT);
    }

    /**
     * Removes a model, sound or not, or what {@link #leftovers} names. It is gone as a model at once, also if the process
     * dies half-way.
     *
     * @throws VizslaException {@code UNKNOWN_MODEL} if there is no folder of this name; {@code INTERNAL} if the disk fails
     */
    public void remove(String name) {
        List<String> all = Stream.concat(names().stream(), leftovers().stream()).toList();
        if (!all.contains(name)) {
            throw VizslaException.field(ErrorCode.UNKNOWN_MODEL, "model", name, "one of " + all);
        }
        Path folder = modelsDir.resolve(name);
        try {
            FolderWriter.delete(isDraft(folder) ? folder : hidden(folder));
        } catch (IOException e) {
            throw VizslaException.of(
                    ErrorCode.INTERNAL, "the model " + name + " cannot be removed: " + e.getMessage(), e);
        }
    }

    /** Moves a folder to where nobody takes it for a model, and returns what to delete. */
    private Path hidden(Path folder) throws IOException {
        Path grave = Files.createTempDirectory(modelsDir, FolderWriter.DRAFT);
        Files.move(folder, grave.resolve("removed"), StandardCopyOption.ATOMIC_MOVE);
        return grave;
    }

    /**
     * Checks a model's files against their checksums.
     *
     * @return the model, if it is sound
     * @throws VizslaException as {@link #find} and {@link ModelFolder#verify}
     */
    public ModelFolder verify(String name) {
        ModelFolder folder = find(name);
        folder.verify();
        return folder;
    }
}
