package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import io.vizsla.models.TokenizerFit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** Looks at the model folders on disk, makes, measures and removes them. */
@Command(
        name = "models",
        description =
                "Import, list, check, fit, measure or remove the models of a data folder, or switch those of a collection.",
        subcommands = {
            ModelsImportCommand.class,
            ModelsRemoveCommand.class,
            ModelsFitExamplesCommand.class,
            ModelsEvaluateCommand.class,
            ModelsUseCommand.class,
            ModelsRollbackCommand.class,
            ModelsChallengeCommand.class
        })
final class ModelsCommand implements Callable<Integer> {

    private final Session session;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The instance's data folder (default: data, beside the launcher).")
    private @Nullable Path dataDir;

    ModelsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "List the models (the default).")
    int list() {
        ModelFolders folders = folders();
        ArrayNode models = Json.MAPPER.createArrayNode();
        TreeSet<String> names = new TreeSet<>(folders.names());
        names.addAll(BuiltInModels.names());
        names.forEach(name -> models.add(describe(folders, name)));
        folders.leftovers()
                .forEach(name -> models.add(Json.object()
                        .put("name", name)
                        .put("bytes", bytesOf(name))
                        .put("state", "half-written; ./vizsla models remove " + name)));
        if (session.json()) {
            session.print(Json.object().set("models", models));
            return ExitCode.OK;
        }
        Table table =
                new Table("MODEL", "VERSION", "KIND", "DIMENSION", "TOKENS", "LANGUAGE", "PRECISIONS", "SIZE", "STATE");
        models.forEach(model -> table.row(
                model.path("name").asText(),
                model.path("version").asText("-"),
                model.path("architecture").asText("-"),
                model.path("dimension").asText("-"),
                model.path("maxTokens").asText("-"),
                model.path("language").asText("-"),
                model.path("precisions").asText("-"),
                model.has("bytes") ? Sizes.bytes(model.path("bytes").asLong()) : "-",
                model.path("state").asText()));
        table.print(session);
        return ExitCode.OK;
    }

    @Command(name = "show", description = "Print a model's manifest.")
    int show(@Parameters(paramLabel = "MODEL") String name) {
        session.print(manifest(find(folders(), name)));
        return ExitCode.OK;
    }

    @Command(name = "verify", description = "Compare every file of a model, or of all, with its checksum.")
    int verify(@Parameters(arity = "0..*", paramLabel = "MODEL") @Nullable List<String> names) {
        ModelFolders folders = folders();
        ArrayNode results = Json.MAPPER.createArrayNode();
        List<String> all = names == null || names.isEmpty() ? folders.names() : names;
        all.forEach(name -> results.add(verified(folders, name)));
        boolean sound = results.valueStream().allMatch(one -> one.path("sound").asBoolean());
        if (session.json()) {
            session.print(Json.object().set("models", results));
        } else {
            results.forEach(this::printVerified);
        }
        return sound ? ExitCode.OK : ExitCode.FAILED;
    }

    private JsonNode verified(ModelFolders folders, String name) {
        try {
            ModelFolder folder = find(folders, name);
            folder.verify();
            TokenizerFit.check(folder);
            return Json.object().put("name", name).put("sound", true);
        } catch (VizslaException broken) {
            return Json.object().put("name", name).put("sound", false).put("problem", broken.detail());
        }
    }

    private void printVerified(JsonNode result) {
        boolean sound = result.path("sound").asBoolean();
        Terminal terminal = session.terminal();
        session.print(result.path("name").asText() + ": "
                + (sound
                        ? terminal.green("sound")
                        : terminal.red("not sound: " + result.path("problem").asText())));
    }

    private JsonNode describe(ModelFolders folders, String name) {
        if (!folders.names().contains(name)) {
            return Json.object().put("name", name).put("state", "built in, written out on first use");
        }
        try {
            JsonNode manifest = manifest(folders.find(name));
            String precisions = manifest.path("graphs")
                    .propertyStream()
                    .map(graph -> graph.getKey())
                    .collect(Collectors.joining(", "));
            return Json.object()
                    .put("name", name)
                    .put("version", manifest.path("version").asText())
                    .put("architecture", manifest.path("architecture").asText())
                    .put("dimension", manifest.path("dimension").asInt())
                    .put("maxTokens", manifest.path("maxTokens").asInt())
                    .put("language", manifest.path("language").asText())
                    .put("precisions", precisions)
                    .put("bytes", bytesOf(name))
                    .put("state", "ready");
        } catch (VizslaException broken) {
            return Json.object()
                    .put("name", name)
                    .put("bytes", bytesOf(name))
                    .put("state", "broken: " + broken.detail());
        }
    }

    private long bytesOf(String name) {
        try (Stream<Path> files = Files.walk(modelsDir().resolve(name))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException refused) {
            throw new CliException(
                    ExitCode.FAILED, "Cannot read the folder of " + name + ": " + refused, null, refused);
        }
    }

    Session session() {
        return session;
    }

    /** Returns the data folder that is looked at. */
    Path dataDir() {
        return dataDir == null ? session.defaultDataDir() : dataDir;
    }

    ModelFolders folders() {
        return new ModelFolders(modelsDir());
    }

    private ModelFolder find(ModelFolders folders, String name) {
        boolean absent = !folders.names().contains(name);
        return absent && BuiltInModels.names().contains(name)
                ? BuiltInModels.ensure(modelsDir(), name)
                : folders.find(name);
    }

    /** Returns the folder whose sub-folders are models. */
    Path modelsDir() {
        return dataDir().resolve("models");
    }

    private static JsonNode manifest(ModelFolder folder) {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(folder.path().resolve(ModelFolder.MANIFEST)));
        } catch (IOException refused) {
            throw new CliException(ExitCode.FAILED, "Cannot read the manifest in " + folder.path(), null, refused);
        }
    }
}
