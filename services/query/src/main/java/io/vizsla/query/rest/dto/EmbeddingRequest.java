package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.Role;
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

        @Schema(
                description =
                        "The model's dimension or one of its truncations; left out: that of `collection`, or the model's.")
        @Nullable
        Long dimensions,

        @Schema(description = "query or passage: which of the model's prompts is used.", defaultValue = "passage")
        @JsonProperty("input_type")
        @Nullable
        String inputType,

        @Schema(description = "The task sentence that the model reads before each query.") @Nullable
        String instruction,

        @Schema(description = "A named instruction of `collection`; not together with `instruction`.") @Nullable
        String task,

        @Schema(
                description =
                        "Whose `task` is meant; `model` must be its model. Its role counts where there is no `role`, its "
                                + "dimension where there are no `dimensions`, and its default task where there is "
                                + "neither `task` nor `instruction`.")
        @Nullable
        String collection,

        @Schema(description = "knowledge, tool, example or memory: which of the model's prompts are used.") @Nullable
        String role,

        @Schema(
                description =
                        "Worked examples for each query: read by models that were trained to, as vectors for others.",
                implementation = DemonstrationDto[].class)
        @Nullable
        Object demonstrations,

        @Schema(description = "Taken and not used.") @Nullable
        String user) {

    /**
     * Returns the name of the model.
     *
     * @param spec the collection that the request names, null for none; its vectors are those of its model, or for queries
     *     of the one that reads them
     */
    public String checkedModel(@Nullable CollectionSpec spec) {
        if (model == null || model.isBlank()) {
            throw VizslaException.invalid("model", model, "the name of a model; GET /v1/models lists them");
        }
        if (spec != null && !model.equals(spec.model()) && !model.equals(spec.queryModel())) {
            throw VizslaException.invalid("model", model, spec.model() + ", the model of collection " + spec.name());
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

    /**
     * Returns the dimension that is wanted, that of the collection where none is, else the model's own.
     *
     * @param spec the collection that the request names, null for none
     * @param card of the model
     */
    public int checkedDimension(@Nullable CollectionSpec spec, ModelCard card) {
        if (dimensions != null) {
            return card.checkDimension("dimensions", dimensions);
        }
        Integer own = spec == null ? null : spec.dimension();
        return own == null ? card.dimension() : card.checkDimension("dimension of collection", own);
    }

    /** Returns the collection whose task, role and dimension are wanted, null for none. */
    public @Nullable String checkedCollection() {
        if (task != null && collection == null) {
            throw VizslaException.invalid(
                    "collection", null, "given where there is a task: tasks belong to collections");
        }
        return collection;
    }

    /** Returns what the texts are for: what the request says, or what the collection is for. */
    public Purpose purpose(@Nullable CollectionSpec spec) {
        if (role != null) {
            return Purpose.of("role", role);
        }
        return spec == null ? Purpose.KNOWLEDGE : spec.purpose();
    }

    /**
     * Returns the inputs.
     *
     * @param spec the collection that the request names, null for none
     * @param card of the model
     */
    public List<EncodingInput> inputs(@Nullable CollectionSpec spec, ModelCard card, LimitsConfig limits) {
        boolean query = query();
        Instruction task = checkedInstruction(spec, query, card, limits);
        List<EncodingInput> inputs = new ArrayList<>();
        for (String text : texts(limits)) {
            inputs.add(query ? new EncodingInput(text, Role.QUERY, task, List.of()) : EncodingInput.passage(text));
        }
        return inputs;
    }

    private Instruction checkedInstruction(
            @Nullable CollectionSpec spec, boolean query, ModelCard card, LimitsConfig limits) {
        String field = task == null ? "instruction" : "task";
        String given = task == null ? instruction : task;
        if (given != null && !query) {
            throw VizslaException.invalid(
                    field, given, "left out unless input_type is query: passages have no instruction");
        }
        if (given != null && !card.readsInstructions()) {
            throw VizslaException.invalid(
                    field, given, "left out: the prompt of " + card.name() + " has no place for one");
        }
        if (!query) {
            return Instruction.NONE;
        }
        if (spec != null) {
            return TaskChoice.instruction(spec, task, instruction, limits);
        }
        return instruction == null ? Instruction.NONE : new Instruction(GivenText.bounded(field, instruction, limits));
    }

    /** Returns the worked examples for all texts. */
    public List<Demonstration> examples(LimitsConfig limits) {
        if (demonstrations == null || "none".equals(demonstrations)) {
            return List.of();
        }
        if (!(demonstrations instanceof List<?> list)) {
            throw VizslaException.invalid(
                    "demonstrations", demonstrations, "none or a list of objects with query and passage");
        }
        if (!list.isEmpty() && !query()) {
            throw VizslaException.invalid(
                    "demonstrations", list.size() + " of them", "none unless input_type is query");
        }
        return DemonstrationDto.list(list, limits);
    }

    /** Returns whether the texts are queries. */
    public boolean query() {
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
