package io.vizsla.models.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.PoolingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the files of sentence-transformers say of the steps behind and before the graph.
 *
 * @param pooling null where it is nowhere stated
 * @param maxTokens the longest input, 0 if it is not stated
 * @param steps that only a graph can do
 */
record ModuleFacts(@Nullable PoolingMode pooling, int maxTokens, ForeignSteps steps) {

    /** The file that lists all steps. */
    static final String LIST = "modules.json";

    private static final String USUAL = "1_Pooling";
    private static final Map<String, PoolingMode> MODES = Map.of(
            "cls", PoolingMode.CLS,
            "cls_token", PoolingMode.CLS,
            "mean", PoolingMode.MEAN,
            "mean_tokens", PoolingMode.MEAN,
            "lasttoken", PoolingMode.LAST_TOKEN);

    static ModuleFacts read(ExportFolder export, ConfigFacts config, @Nullable PoolingMode chosen) {
        if (config.architecture() == Architecture.CROSS_ENCODER) {
            return new ModuleFacts(PoolingMode.CLS, 0, ForeignSteps.NONE);
        }
        JsonNode modules = export.list(LIST);
        PoolingMode stated = pooling(export, folder(modules), config);
        // Where a step pools, but what it says is missing, nothing is usual: it may pool in another way.
        boolean unsaid = config.architecture() == Architecture.DECODER && !pools(modules);
        PoolingMode usual = unsaid ? PoolingMode.LAST_TOKEN : null;
        PoolingMode pooling = chosen != null ? chosen : stated != null ? stated : usual;
        if (chosen != null && stated != null && chosen != stated) {
            export.findings().notice("pooling is " + chosen.id() + " as you say; the export says " + stated.id());
        }
        return new ModuleFacts(pooling, maxTokens(export), ForeignSteps.read(export, modules));
    }

    /** Returns the kind of a module, such as {@code Pooling} of {@code sentence_transformers.models.Pooling}. */
    static String kind(JsonNode module) {
        String type = module.path("type").asText("");
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static boolean pools(JsonNode modules) {
        return modules.valueStream().anyMatch(module -> kind(module).equals("Pooling"));
    }

    private static String folder(JsonNode modules) {
        return modules.valueStream()
                .filter(module -> kind(module).equals("Pooling"))
                .map(module -> module.path("path").asText(USUAL))
                .findFirst()
                .orElse(USUAL);
    }

    private static @Nullable PoolingMode pooling(ExportFolder export, String folder, ConfigFacts config) {
        String file = folder + "/config.json";
        JsonNode pooling = export.json(file);
        List<String> modes = modes(pooling);
        PoolingMode mode = modes.size() == 1 ? MODES.get(modes.getFirst()) : null;
        if (!pooling.isMissingNode() && mode == null) {
            export.findings()
                    .problem(file + ": pooling " + modes + " is not supported: must be one of cls, mean, lasttoken");
        }
        checkDimension(file, pooling, config, export.findings());
        if (mode == PoolingMode.MEAN && !pooling.path("include_prompt").asBoolean(true)) {
            export.findings()
                    .problem(file + ": include_prompt = false is not supported: the mean is taken of all tokens");
        }
        return mode;
    }

    private static void checkDimension(String file, JsonNode pooling, ConfigFacts config, Findings findings) {
        int dimension = pooling.path("word_embedding_dimension")
                .asInt(pooling.path("embedding_dimension").asInt(0));
        if (dimension > 0 && config.dimension() > 0 && dimension != config.dimension()) {
            findings.problem(file + " says dimension " + dimension + ", but config.json says " + config.dimension());
        }
    }

    private static List<String> modes(JsonNode pooling) {
        JsonNode named = pooling.path("pooling_mode");
        if (named.isTextual()) {
            return List.of(named.asText());
        }
        List<String> modes = new ArrayList<>();
        pooling.properties().forEach(entry -> {
            if (entry.getKey().startsWith("pooling_mode_") && entry.getValue().asBoolean()) {
                modes.add(entry.getKey().substring("pooling_mode_".length()));
            }
        });
        return modes;
    }

    private static int maxTokens(ExportFolder export) {
        JsonNode settings = export.json("sentence_bert_config.json");
        if (settings.path("do_lower_case").asBoolean() && !lowerCases(export.json("tokenizer.json"))) {
            export.findings()
                    .problem("sentence_bert_config.json says do_lower_case, but tokenizer.json keeps capitals");
        }
        return settings.path("max_seq_length").asInt(0);
    }

    private static boolean lowerCases(JsonNode tokenizer) {
        String normalizer = tokenizer.path("normalizer").toString();
        return normalizer.contains("\"lowercase\":true") || normalizer.contains("\"Lowercase\"");
    }
}
