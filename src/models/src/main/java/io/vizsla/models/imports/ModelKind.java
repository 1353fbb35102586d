package io.vizsla.models.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.api.model.Architecture;
import java.util.Set;

/** Tells from an export's {@code config.json} what its graph reads and gives. */
final class ModelKind {

    private static final Set<String> DECODERS = Set.of(
            "mistral",
            "mistral3",
            "ministral",
            "mixtral",
            "qwen2",
            "qwen2_moe",
            "qwen3",
            "qwen3_moe",
            "gemma",
            "gemma2",
            "gemma3",
            "gemma3_text",
            "llama",
            "phi",
            "phi3",
            "gpt2",
            "gpt_neo",
            "gpt_neox",
            "gptj",
            "opt",
            "bloom",
            "falcon",
            "starcoder2",
            "olmo",
            "olmo2",
            "granite",
            "stablelm",
            "cohere",
            "cohere2",
            "smollm3");

    private static final Set<String> ENCODERS = Set.of(
            "bert",
            "roberta",
            "xlm-roberta",
            "xlm-roberta-xl",
            "mpnet",
            "distilbert",
            "albert",
            "electra",
            "camembert",
            "deberta",
            "deberta-v2",
            "modernbert",
            "nomic_bert",
            "new",
            "gte",
            "jina_bert",
            "ernie",
            "mobilebert",
            "convbert",
            "roformer",
            "eurobert",
            "xlm",
            "flaubert",
            "data2vec-text",
            "longformer",
            "big_bird",
            "squeezebert",
            "ibert",
            "nystromformer",
            "megatron-bert",
            "rembert",
            "luke",
            "t5");

    private static final String RERANKER = "ForSequenceClassification";
    private static final String WRITER = "ForCausalLM";

    private ModelKind() {}

    /** Returns the architecture; what cannot be told is taken for an encoder and noted. */
    static Architecture of(JsonNode config, Findings findings) {
        if (names(config, RERANKER)) {
            return Architecture.CROSS_ENCODER;
        }
        String type = config.path("model_type").asText("");
        if (DECODERS.contains(type) || config.path("is_decoder").asBoolean() || names(config, WRITER)) {
            return Architecture.DECODER;
        }
        if (!ENCODERS.contains(type)) {
            findings.notice("config.json: model_type \"" + type + "\" is not known here; taken for an encoder");
        }
        return Architecture.ENCODER;
    }

    private static boolean names(JsonNode config, String kind) {
        return config.path("architectures").valueStream().anyMatch(one -> one.asText()
                .endsWith(kind));
    }
}
