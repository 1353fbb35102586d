package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.QuerySide;
import io.vizsla.models.ModelFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Tells which collections use a model: asks the instance if one runs on the data folder, and else reads what the indexes
 * there were made with.
 *
 * @param dataDir the data folder
 */
record ModelUse(Session session, Path dataDir) {

    /** What a collection may use a model for; the previous one is there for a rollback. */
    private static final List<String> ROLES = List.of("model", "queryModel", "previousQueryModel");

    /**
     * Returns the names of the collections, or of their indexes.
     *
     * @throws CliException if that cannot be told
     */
    List<String> of(String model) {
        boolean running = StartCheck.isLocked(dataDir.resolve("vizsla.lock"));
        return running || session.namedUrl().isPresent() ? asked(model) : stored(model);
    }

    private List<String> asked(String model) {
        JsonNode answer;
        try {
            answer = session.client().get("/v1/collections");
        } catch (CliException silent) {
            throw unknown(
                    "the instance on " + dataDir + " does not say (" + silent.getMessage() + "); name it with --url",
                    silent);
        }
        return answer.path("collections")
                .valueStream()
                .filter(collection -> ROLES.stream()
                        .anyMatch(role -> collection.path(role).asText("").equals(model)))
                .map(collection -> collection.path("name").asText())
                .toList();
    }

    private List<String> stored(String model) {
        Path root = dataDir.resolve("index");
        if (!Files.isDirectory(root)) {
            if (Files.exists(dataDir.resolve("broker"))) {
                throw unknown("the instance is stopped and " + dataDir + " has no index to read it from", null);
            }
            return List.of();
        }
        String served = served(model);
        List<String> users = new ArrayList<>();
        try (Stream<Path> indexes = Files.list(root)) {
            for (Path index : indexes.filter(ModelUse::isIndex).sorted().toList()) {
                String space = space(index);
                if (!served.isEmpty() && space.startsWith(served)) {
                    throw unknown(
                            "the instance is stopped, and the model may read the queries of " + index.getFileName(),
                            null);
                }
                if (space.startsWith(model + "@")) {
                    users.add(String.valueOf(index.getFileName()));
                }
            }
            return users;
        } catch (IOException unreadable) {
            throw unknown("an index below " + root + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** Returns the space that the model's queries serve, empty if that of its own passages or if the folder is broken. */
    private String served(String model) {
        try {
            QuerySide side = new ModelFolders(dataDir.resolve("models"))
                    .find(model)
                    .manifest()
                    .querySide();
            return side == null ? "" : side.space();
        } catch (VizslaException broken) {
            return "";
        }
    }

    /** Indexes that were dropped stay for a moment under another name. */
    private static boolean isIndex(Path folder) {
        return Files.isDirectory(folder)
                && !String.valueOf(folder.getFileName()).endsWith(".dropped");
    }

    /** Returns what an index was made with, empty if nothing was ever written to it. */
    private static String space(Path index) throws IOException {
        try (FSDirectory directory = FSDirectory.open(index)) {
            return SegmentInfos.readLatestCommit(directory).getUserData().getOrDefault("space", "");
        } catch (IndexNotFoundException empty) {
            return "";
        }
    }

    private static CliException unknown(String why, @Nullable Throwable cause) {
        return new CliException(
                ExitCode.FAILED,
                "It cannot be told whether a collection uses the model: " + why + ". --force removes it all the same.",
                null,
                cause);
    }
}
