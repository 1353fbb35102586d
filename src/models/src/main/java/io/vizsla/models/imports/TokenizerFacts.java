package io.vizsla.models.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.vizsla.api.model.Architecture;
import io.vizsla.api.model.PaddingSide;
import io.vizsla.api.model.PoolingMode;
import io.vizsla.models.TokenizerFit;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the files of the tokenizer say.
 *
 * @param appendEos token to end every input with, null where the tokenizer does so itself or none is wanted
 * @param maxTokens the longest input, 0 if it is not stated
 * @param largestId of all tokens, below 0 if it is not known
 */
record TokenizerFacts(PaddingSide padding, @Nullable String appendEos, long maxTokens, long largestId) {

    static final String FILE = "tokenizer.json";

    private static final String SETTINGS = "tokenizer_config.json";
    private static final List<String> SLOW = List.of(
            "vocab.txt", "vocab.json", "sentencepiece.bpe.model", "spiece.model", "tokenizer.model", "merges.txt");

    /** Larger lengths stand for no bound; Transformers writes 1e30. */
    private static final long NO_BOUND = 1 << 30;

    static TokenizerFacts read(ExportFolder export, ConfigFacts config, @Nullable PoolingMode pooling) {
        JsonNode tokenizer = export.json(FILE);
        JsonNode settings = export.json(SETTINGS);
        if (!export.has(FILE)) {
            export.findings().problem(missing(export));
        } else if (!tokenizer.isMissingNode() && !tokenizer.path("model").isObject()) {
            export.findings().problem(FILE + " has no field \"model\": it is no tokenizer of Hugging Face's form");
        }
        return new TokenizerFacts(
                padding(settings, export.findings()),
                end(export, config, pooling, tokenizer, settings),
                length(settings),
                tokenizer.isMissingNode() ? -1 : largestId(export));
    }

    private static String missing(ExportFolder export) {
        List<String> found = SLOW.stream().filter(export::has).toList();
        String there =
                found.isEmpty() ? "" : "; there is " + String.join(", ", found) + ", the form of slow tokenizers";
        return FILE + " is missing" + there
                + ". AutoTokenizer.from_pretrained(MODEL, use_fast=True).save_pretrained(FOLDER) writes it, and so does"
                + " optimum-cli export onnx";
    }

    private static PaddingSide padding(JsonNode settings, Findings findings) {
        String side = settings.path("padding_side").asText(PaddingSide.RIGHT.id());
        return PaddingSide.of(side).orElseGet(() -> {
            findings.problem(SETTINGS + ": padding_side = " + side + " is neither left nor right");
            return PaddingSide.RIGHT;
        });
    }

    private static long length(JsonNode settings) {
        double length = settings.path("model_max_length").asDouble(0);
        return length >= 1 && length < NO_BOUND ? (long) length : 0;
    }

    private static long largestId(ExportFolder export) {
        try {
            return TokenizerFit.largestId(export.file(FILE));
        } catch (IOException e) {
            return -1;
        }
    }

    private static @Nullable String end(
            ExportFolder export,
            ConfigFacts config,
            @Nullable PoolingMode pooling,
            JsonNode tokenizer,
            JsonNode settings) {
        boolean wanted = config.architecture() == Architecture.DECODER && pooling == PoolingMode.LAST_TOKEN;
        if (tokenizer.isMissingNode()
                || !wanted && !settings.path("add_eos_token").asBoolean()) {
            return null;
        }
        if (endsByItself(tokenizer) || isFalse(settings.path("add_eos_token"))) {
            return null;
        }
        String eos = content(
                settings.path("eos_token"),
                export.json("special_tokens_map.json").path("eos_token"));
        if (eos.isEmpty()) {
            export.findings()
                    .problem("no eos_token in " + SETTINGS + " or special_tokens_map.json: a model that pools its"
                            + " last token needs one");
            return null;
        }
        if (!knows(tokenizer, eos)) {
            export.findings().problem("eos_token = " + eos + " is not in the vocabulary of " + FILE);
        }
        if (settings.path("add_eos_token").isMissingNode()) {
            export.findings()
                    .notice("every input is ended with " + eos + ", although " + SETTINGS
                            + " does not say add_eos_token: models that pool their last token are trained so");
        }
        return eos;
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.asBoolean();
    }

    /** Returns whether the tokenizer itself puts a token behind a text. */
    private static boolean endsByItself(JsonNode tokenizer) {
        return tokenizer.path("post_processor").findParents("single").stream()
                .map(template -> template.path("single"))
                .anyMatch(parts -> parts.path(parts.size() - 1).has("SpecialToken"));
    }

    private static String content(JsonNode... tokens) {
        for (JsonNode token : tokens) {
            String content =
                    token.isTextual() ? token.asText() : token.path("content").asText("");
            if (!content.isEmpty()) {
                return content;
            }
        }
        return "";
    }

    private static boolean knows(JsonNode tokenizer, String token) {
        JsonNode vocabulary = tokenizer.path("model").path("vocab");
        return vocabulary.has(token)
                || vocabulary.isArray()
                        && vocabulary
                                .valueStream()
                                .anyMatch(piece -> piece.path(0).asText().equals(token))
                || tokenizer.path("added_tokens").valueStream().anyMatch(added -> added.path("content")
                        .asText()
                        .equals(token));
    }
}
