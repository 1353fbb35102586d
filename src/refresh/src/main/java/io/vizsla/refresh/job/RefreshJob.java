package io.vizsla.refresh.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a refresh.
 *
 * @param id of the job
 * @param collection whose judgements it learns from
 * @param modelFolder absolute path of the model that is refreshed
 * @param purpose of the collection, which decides the prompts
 * @param space that the index's vectors lie in, and the trained queries have to
 * @param newModel name of the model that comes of it
 * @param settings how it is done
 * @param data what it was made of: counts and checksums, for the report and the model's provenance
 * @param studentFolder absolute path of the model that learns to read queries in the space of the first; null if that
 *     is trained itself
 */
public record RefreshJob(
        String id,
        String collection,
        String modelFolder,
        String purpose,
        String space,
        String newModel,
        RefreshSettings settings,
        Map<String, String> data,
        @Nullable String studentFolder) {

    public RefreshJob {
        data = Map.copyOf(data);
    }

    /** Returns the folder of the model whose weights move: that of the student, if there is one. */
    public String parentFolder() {
        return studentFolder == null ? modelFolder : studentFolder;
    }

    /** Returns the same under another id, done by these settings. */
    RefreshJob again(String newId, RefreshSettings newSettings) {
        return new RefreshJob(
                newId, collection, modelFolder, purpose, space, newModel, newSettings, data, studentFolder);
    }

    /** Describes a refresh of a model by itself. */
    public RefreshJob(
            String id,
            String collection,
            String modelFolder,
            String purpose,
            String space,
            String newModel,
            RefreshSettings settings,
            Map<String, String> data) {
        this(id, collection, modelFolder, purpose, space, newModel, settings, data, null);
    }
}
