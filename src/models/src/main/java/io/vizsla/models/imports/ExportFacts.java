package io.vizsla.models.imports;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.models.Checksums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Everything that an export says of its model, compared.
 *
 * @param dimension of the vectors
 * @param maxTokens the longest input
 */
record ExportFacts(
        ConfigFacts config,
        ModuleFacts modules,
        TokenizerFacts tokenizer,
        Map<Role, PromptTemplate> prompts,
        GraphChoice graphs,
        int dimension,
        int maxTokens) {

    private static final int VERSION_DIGITS = 12;

    /** Reads all files; what is wrong is noted. */
    static ExportFacts read(ExportFolder export, ImportOptions options) throws IOException {
        Findings findings = export.findings();
        ConfigFacts config = ConfigFacts.read(export);
        ModuleFacts modules = ModuleFacts.read(export, config, options.pooling());
        if (modules.pooling() == null) {
            findings.problem(
                    "the pooling is nowhere stated: 1_Pooling/config.json is missing; name it with --pooling cls,"
                            + " mean or last-token");
        }
        TokenizerFacts tokenizer = TokenizerFacts.read(export, config, modules.pooling());
        GraphChoice graphs = GraphChoice.of(export, options);
        graphs.taken().values().forEach(graph -> GraphChecks.check(export, graph, config, tokenizer));
        int maxTokens = Lengths.longest(config, modules, tokenizer, options.maxTokens(), findings);
        int dimension = dimension(config, graphs, findings);
        return new ExportFacts(
                config, modules, tokenizer, PromptFacts.read(export, options.template()), graphs, dimension, maxTokens);
    }

    private static int dimension(ConfigFacts config, GraphChoice graphs, Findings findings) {
        int dimension = config.dimension() > 0
                ? config.dimension()
                : graphs.taken().values().stream()
                        .flatMap(graph -> GraphChecks.dimension(graph).stream())
                        .findFirst()
                        .orElse(0);
        if (dimension == 0) {
            findings.problem("the dimension is nowhere stated: config.json has no hidden_size");
        }
        return dimension;
    }

    /** Returns the manifest of a model with these graphs, whose files lie in a folder. */
    ModelManifest manifest(String name, ImportOptions options, Map<Precision, ModelFile> files, Path folder)
            throws IOException {
        return new ModelManifest(
                name,
                options.version() == null ? version(files) : options.version(),
                config.architecture(),
                files,
                Checksums.describe(folder, TokenizerFacts.FILE),
                null,
                0,
                dimension,
                maxTokens,
                Objects.requireNonNull(modules.pooling()),
                true,
                tokenizer.padding(),
                tokenizer.appendEos(),
                prompts,
                "und",
                provenance());
    }

    /**
     * Other weights must never get the same version, or an index made with the ones would be searched with the others; so
     * it is made of the checksums.
     */
    private static String version(Map<Precision, ModelFile> files) {
        StringBuilder all = new StringBuilder();
        ModelFile first = new TreeMap<>(files).firstEntry().getValue();
        all.append(first.sha256());
        first.data().forEach(data -> all.append(data.sha256()));
        return Checksums.of(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, VERSION_DIGITS);
    }

    private Map<String, String> provenance() {
        Map<String, String> provenance = new TreeMap<>();
        provenance.put("packaging", "import");
        graphs.taken().forEach((precision, graph) -> provenance.put("graph." + precision.id(), graph.path()));
        if (!config.type().isEmpty()) {
            provenance.put("modelType", config.type());
        }
        return provenance;
    }
}
