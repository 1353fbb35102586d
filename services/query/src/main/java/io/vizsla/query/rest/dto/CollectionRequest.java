package io.vizsla.query.rest.dto;

import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.text.CleanText;
import io.vizsla.query.collection.CollectionChange;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a collection shall be; everything is optional. */
@Schema(
        name = "CollectionRequest",
        description = "What is left out stays as it is, or at its default in a new collection.")
public record CollectionRequest(
        @Schema(description = "The embedding model.", examples = "bge-small-en-v1.5") @Nullable
        String model,

        @Schema(description = "Dimension of the vectors: the model's own, or one of its truncations.", examples = "192")
        @Nullable
        Integer dimension,

        @Schema(description = "Language of the documents, BCP 47.", examples = "en") @Nullable
        String language,

        @Nullable CuttingDto cutting,

        @Schema(
                description = "Filterable metadata fields: name to keyword, integer, number, boolean, date or tenant.",
                examples = "{\"year\":\"integer\"}")
        @Nullable
        Map<String, @Nullable String> fields,

        @Schema(
                description = "What the passages are looked up for: knowledge, tool, example or memory. "
                        + "Decides which of the model's prompts are used.",
                defaultValue = "knowledge")
        @Nullable
        String role,

        @Schema(
                description = "Named instructions that a search can ask for by `task`.",
                examples = "{\"support\":\"Given a customer's question, find the help page that answers it\"}")
        @Nullable
        Map<String, @Nullable String> tasks,

        @Schema(description = "The task of searches that name none; empty for the model's own instruction.") @Nullable
        String defaultTask,

        @Schema(description = "Settings of the query pipeline.") @Nullable
        Map<String, @Nullable Object> pipeline) {

    /** Returns the change that the request asks for. */
    public CollectionChange change() {
        return new CollectionChange(
                model,
                dimension,
                language,
                cutting == null ? null : cutting.maxTokens(),
                cutting == null ? null : cutting.overlap(),
                fields == null ? null : types(fields),
                role == null ? null : Purpose.of("role", role),
                tasks == null ? null : instructions(tasks),
                defaultTask,
                pipeline);
    }

    private static Map<String, String> instructions(Map<String, @Nullable String> tasks) {
        Map<String, String> instructions = new LinkedHashMap<>();
        tasks.forEach((name, text) -> instructions.put(name, text == null ? "" : CleanText.clean(text)));
        return instructions;
    }

    private static Map<String, FieldType> types(Map<String, @Nullable String> fields) {
        Map<String, FieldType> types = new LinkedHashMap<>();
        fields.forEach((name, type) -> types.put(name, type(name, type)));
        return types;
    }

    private static FieldType type(String name, @Nullable String id) {
        for (FieldType type : FieldType.values()) {
            if (id != null && type.id().equals(id.toLowerCase(Locale.ROOT))) {
                return type;
            }
        }
        throw VizslaException.invalid("fields." + name, id, "one of keyword, integer, number, boolean, date, tenant");
    }
}
