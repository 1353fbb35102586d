package io.vizsla.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.LongInputs;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.imports.ImportedModel;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what was imported.
 *
 * @param trial that the model has passed
 */
record ImportSummary(ImportedModel model, ModelTrial trial) {

    /** Returns the summary for programs. */
    ObjectNode json() {
        ModelManifest manifest = model.folder().manifest();
        ObjectNode json = Json.object()
                .put("name", manifest.name())
                .put("version", manifest.version())
                .put("architecture", manifest.architecture().id())
                .put("dimension", manifest.dimension())
                .put("maxTokens", manifest.maxTokens())
                .put("space", manifest.space().id())
                .put("bytes", bytes(model.folder()));
        manifest.graphs().keySet().stream().sorted().forEach(p -> json.withArray("/precisions")
                .add(p.id()));
        manifest.truncations().forEach(json.withArray("/truncations")::add);
        notices().forEach(notice -> json.withArray("/notices").add(notice));
        return json;
    }

    /** Prints the summary for people. */
    void print(Session session) {
        ModelManifest manifest = model.folder().manifest();
        Terminal terminal = session.terminal();
        session.print(terminal.green("Imported ") + terminal.bold(manifest.name()) + ", version " + manifest.version());
        line(session, "kind", kind(manifest));
        line(session, "reads", reads(manifest));
        if (!manifest.truncations().isEmpty()) {
            line(session, "cut to", manifest.truncations() + " where a collection asks for it");
        }
        line(session, "prompts", prompts(manifest));
        line(session, "precisions", precisions(manifest));
        line(session, "bytes", Sizes.bytes(bytes(model.folder())));
        line(session, "space", manifest.space().id());
        line(session, "tried", trial.outcome());
        notices().forEach(notice -> session.print(terminal.yellow("Note: ") + Printable.of(notice)));
        session.print(use(manifest));
    }

    private static String use(ModelManifest manifest) {
        return manifest.architecture() == Architecture.CROSS_ENCODER
                ? "Use it with the setting vizsla.encoder.cross-encoder=" + manifest.name()
                : "Use it with ./vizsla collections create COLLECTION --model " + manifest.name();
    }

    private static void line(Session session, String label, String value) {
        session.print(String.format(Locale.ROOT, "  %-11s", label) + Printable.of(value));
    }

    private static String kind(ModelManifest manifest) {
        return switch (manifest.architecture()) {
            case CROSS_ENCODER -> "cross-encoder, for reranking";
            case ENCODER, DECODER ->
                manifest.architecture().id() + ", " + Sizes.count(manifest.dimension(), "dimension") + ", "
                        + manifest.pooling().id() + " pooling, padding "
                        + manifest.padding().id()
                        + (manifest.appendEos() == null ? "" : ", ends with " + manifest.appendEos());
        };
    }

    private static String reads(ModelManifest manifest) {
        LongInputs windows = manifest.longInputs();
        return Sizes.count(manifest.maxTokens(), "token")
                + (windows.areWindowed()
                        ? ", longer passages in " + windows.windows() + " windows that overlap by " + windows.overlap()
                        : "");
    }

    private static String prompts(ModelManifest manifest) {
        if (manifest.prompts().isEmpty()) {
            return "none";
        }
        return new TreeMap<>(manifest.prompts())
                .entrySet().stream()
                        .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " "
                                + words(manifest.prompt(entry.getKey())))
                        .collect(Collectors.joining("; "));
    }

    private static String words(PromptTemplate prompt) {
        String name = prompt.plain() ? "" : prompt.name() + " ";
        return name
                + '"'
                + prompt.text().replace("{instruction}", prompt.instruction()).replace("\n", "\\n")
                + '"';
    }

    private static String precisions(ModelManifest manifest) {
        return new TreeMap<>(manifest.graphs())
                .entrySet().stream()
                        .map(entry -> entry.getKey().id() + " "
                                + Sizes.bytes(entry.getValue().bytesWithData())
                                + (entry.getValue().data().isEmpty()
                                        ? ""
                                        : " (weights in "
                                                + Sizes.count(
                                                        entry.getValue().data().size(), "file") + ")"))
                        .collect(Collectors.joining(", "));
    }

    private static long bytes(ModelFolder folder) {
        return folder.manifest().files().stream().mapToLong(ModelFile::bytes).sum();
    }

    private List<String> notices() {
        return Stream.concat(model.notices().stream(), trial.notices().stream()).toList();
    }
}
