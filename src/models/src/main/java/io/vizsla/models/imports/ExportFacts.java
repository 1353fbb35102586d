package io.vizsla.models.imports;

import io.vizsla.api.encoding.Role;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.LongInputs;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.api.model.Precision;
import io.vizsla.api.model.PromptTemplate;
import io.vizsla.models.Checksums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Everything that an export says of its model, compared.
 *
 * @param dimension of the vectors
 * @param truncations that the vectors may be cut to
 * @param maxTokens the longest input
 */
record ExportFacts(
        ConfigFacts config,
        OutputFacts output,
        TokenizerFacts tokenizer,
        Map<Role, PromptTemplate> prompts,
        GraphChoice graphs,
        int dimension,
        List<Integer> truncations,
        int maxTokens) {

    private static final int VERSION_DIGITS = 12;

    /** Reads all files; what is wrong is noted. */
    static ExportFacts read(ExportFolder export, ImportOptions options) throws IOException {
        Findings findings = export.findings();
        ConfigFacts config = ConfigFacts.read(export);
        ModuleFacts modules = ModuleFacts.read(export, config, options.pooling());
        GraphChoice graphs = GraphChoice.of(export, options);
        OutputFacts output = OutputFacts.of(config, modules, graphs, options, findings);
        modules.steps().check(output.pooling(), output.dimension(), findings);
        if (output.pooling() == null) {
            findings.problem(
                    "the pooling is nowhere stated: 1_Pooling/config.json is missing; name it with --pooling cls,"
                            + " mean or last-token");
        }
        TokenizerFacts tokenizer = TokenizerFacts.read(export, config, output.pooling());
        graphs.taken().values().forEach(graph -> GraphChecks.check(export, graph, tokenizer));
        GraphChecks.checkTogether(graphs, findings);
        checkLongInputs(config, options, findings);
        Map<Role, PromptTemplate> prompts = PromptFacts.read(export, options.template());
        tellOfExamples(config, prompts, findings);
        int maxTokens = Lengths.longest(config, modules, tokenizer, options.maxTokens(), findings);
        int dimension = dimension(config, output, findings);
        return new ExportFacts(
                config,
                output,
                tokenizer,
                prompts,
                graphs,
                dimension,
                TruncationFacts.read(export, config, options, dimension),
                maxTokens);
    }

    private static void checkLongInputs(ConfigFacts config, ImportOptions options, Findings findings) {
        if (options.longInputs() != null && config.architecture() == Architecture.CROSS_ENCODER) {
            findings.problem("--long-inputs: a cross-encoder reads no windows");
        }
    }

    /** No export says how far examples shall move a query, and the cosines of another model tell nothing of this one's. */
    private static void tellOfExamples(ConfigFacts config, Map<Role, PromptTemplate> prompts, Findings findings) {
        boolean reads = prompts.getOrDefault(Role.QUERY, PromptTemplate.NONE).readsDemonstrations();
        if (config.architecture() != Architecture.CROSS_ENCODER && !reads) {
            findings.notice("worked examples move no query of this model until ./vizsla models fit-examples has chosen"
                    + " how far");
        }
    }

    private static int dimension(ConfigFacts config, OutputFacts output, Findings findings) {
        boolean pooled = output.pooling() == PoolingMode.GRAPH && output.dimension() > 0;
        int dimension = config.dimension() > 0 && !pooled ? config.dimension() : output.dimension();
        if (dimension == 0) {
            findings.problem("the dimension is nowhere stated: config.json has no hidden_size");
        }
        return dimension;
    }

    /** Returns the manifest of a model with these graphs, whose files lie in a folder. */
    ModelManifest manifest(String name, ImportOptions options, Map<Precision, ModelFile> files, Path folder)
            throws IOException {
        ModelManifest manifest = new ModelManifest(
                name,
                options.version() == null ? version(files) : options.version(),
                config.architecture(),
                files,
                Checksums.describe(folder, TokenizerFacts.FILE),
                null,
                0,
                dimension,
                maxTokens,
                Objects.requireNonNull(output.pooling()),
                true,
                tokenizer.padding(),
                tokenizer.appendEos(),
                prompts,
                "und",
                provenance());
        return manifest.withOutput(output.name())
                .withTruncations(truncations)
                .withLongInputs(
                        options.longInputs() == null
                                ? LongInputs.TRUNCATE
                                : options.longInputs().of(maxTokens));
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
