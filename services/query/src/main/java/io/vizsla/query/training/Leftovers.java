package io.vizsla.query.training;

import io.quarkus.logging.Log;
import io.vizsla.refresh.job.RefreshFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * What a job that is over leaves in its folder and nobody needs: checkpoints, which are large, and the model of a
 * replay. What cannot be deleted stays and is told to the log.
 */
record Leftovers(RefreshFolder folder) {

    void clear(JobState state) {
        if (state.replayOf() != null) {
            clear(state.id(), folder.model());
        }
        clear(state.id(), folder.scratch());
        try (var files = Files.list(folder.path())) {
            for (Path file : files.filter(
                            path -> String.valueOf(path.getFileName()).startsWith("checkpoint-"))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            Log.warnf("Checkpoints of %s stay: %s", state.id(), left.getMessage());
        }
    }

    private static void clear(String job, Path model) {
        try (var files = Files.walk(model)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException none) {
            Log.debugf("Nothing of %s is left in %s", job, model);
        } catch (IOException left) {
            Log.warnf("Of %s stays %s: %s", job, model, left.getMessage());
        }
    }
}
