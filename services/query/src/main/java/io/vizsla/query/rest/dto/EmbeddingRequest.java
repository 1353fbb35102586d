package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.text.CleanText;
import io.vizsla.query.config.LimitsConfig;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Texts to embed, as OpenAI's clients send them. */
@Schema(name = "EmbeddingRequest")
public record EmbeddingRequest(
        @Schema(
                required = true,
                description = "A text or a list of texts.",
                oneOf = {String.class, String[].class},
                examples = "[\"first text\",\"second text\"]")
        @Nullable
        Object input,

        @Schema(required = true, examples = "bge-small-en-v1.5") @Nullable
        String model,

        @Schema(description = "float or base64 (little-endian 32-bit floats)", defaultValue = "float")
        @JsonProperty("encoding_format")
        @Nullable
        String encodingFormat,

        @Schema(description = "Must be the model's dimension where it is given.") @Nullable
        Long dimensions,

        @Schema(description = "query or passage: which of the model's prompts is used.", defaultValue = "passage")
        @JsonProperty("input_type")
        @Nullable
        String inputType,

        @Schema(description = "Taken and not used.") @Nullable
        String user) {

    /** Returns the name of the model. */
    public String checkedModel() {
        if (model == null || model.isBlank()) {
            throw VizslaException.invalid("model", model, "the name of a model; GET /v1/models lists them");
        }
        return model;
    }

    /** Returns whether vectors are wanted as base64. */
    public boolean base64() {
        return switch (encodingFormat == null ? "float" : encodingFormat) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw VizslaException.invalid("encoding_format", encodingFormat, "float or base64");
        };
    }

    /** Refuses dimensions that the model does not have. */
    public void checkDimensions(int dimension) {
        if (dimensions != null && dimensions != dimension) {
            throw VizslaException.invalid("dimensions", dimensions, dimension + ", the model's own");
        }
    }

    /** Returns the inputs. */
    public List<EncodingInput> inputs(LimitsConfig limits) {
        boolean query = query();
        List<EncodingInput> inputs = new ArrayList<>();
        for (String text : texts(limits)) {
            inputs.add(query ? EncodingInput.query(text) : EncodingInput.passage(text));
        }
        return inputs;
    }

    private boolean query() {
        return switch (inputType == null ? "passage" : inputType) {
            case "query", "search_query" -> true;
            case "passage", "document", "search_document" -> false;
            default -> throw VizslaException.invalid("input_type", inputType, "query or passage");
        };
    }

    private List<String> texts(LimitsConfig limits) {
        if (input instanceof String single) {
            return List.of(text("input", single));
        }
        if (!(input instanceof List<?> list) || list.isEmpty() || list.size() > limits.embeddingInputs()) {
            throw VizslaException.invalid(
                    "input",
                    input instanceof List<?> list ? list.size() + " texts" : input,
                    "a text or a list of 1 to " + limits.embeddingInputs() + " texts");
        }
        List<String> texts = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            texts.add(text("input[" + i + "]", list.get(i)));
        }
        return texts;
    }

    private static String text(String field, @Nullable Object value) {
        if (value instanceof String text && !text.isBlank()) {
            return CleanText.clean(text);
        }
        throw VizslaException.invalid(field, value, "a text that is not blank");
    }
}
