package io.vizsla.query.rest.dto;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.FilterReader;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.query.config.LimitsConfig;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What to search for. */
@Schema(name = "SearchRequest")
public record SearchRequest(
        @Schema(required = true, examples = "how do I start the server") @Nullable
        String query,

        @Schema(description = "How many hits.", minimum = "1", maximum = "1000", defaultValue = "10") @Nullable
        Long topK,

        @Schema(description = "hybrid, dense or lexical", defaultValue = "hybrid") @Nullable
        String mode,

        @Schema(description = "The task sentence that a model reads before the query.") @Nullable
        String instruction,

        @Schema(
                description = "One of the collection's named instructions; not together with `instruction`. "
                        + "Without either, the collection's default task counts, or the model's own instruction.")
        @Nullable
        String task,

        @Schema(
                description = "Worked examples of a query and a passage that answers it; `auto` for the judged queries "
                        + "of the collection that are nearest; `none`. Without it the collection's pipeline decides.",
                oneOf = {String.class, DemonstrationDto[].class},
                examples = "auto")
        @Nullable
        Object demonstrations,

        @Schema(
                description = "A tree of and, or, not and {field, op, value}; op is one of eq, ne, gt, gte, lt, "
                        + "lte, in, exists, prefix, contains.",
                examples = "{\"field\":\"year\",\"op\":\"gte\",\"value\":2020}",
                implementation = Object.class)
        @Nullable
        Map<String, @Nullable Object> filter,

        @Schema(description = "Hits of a lower score are left out.", minimum = "0", maximum = "1") @Nullable
        Double minScore,

        @Schema(description = "Whether a cross-encoder looks at the best hits, where one is configured.") @Nullable
        Boolean rerank,

        @Schema(description = "Whether the answer tells what each step received and returned.") @Nullable
        Boolean explain) {

    private static final int DEFAULT_TOP_K = 10;

    /**
     * Returns the checked query.
     *
     * @throws VizslaException naming the field, its value and its bound
     */
    public Query toQuery(CollectionSpec collection, LimitsConfig limits) {
        return new Query(
                GivenText.required("query", query, limits),
                checkedMode(),
                checkedTopK(limits),
                TaskChoice.instruction(collection, task, instruction, limits),
                DemonstrationDto.read(demonstrations, limits),
                checkedFilter(collection.fields()),
                checkedMinScore(),
                Boolean.TRUE.equals(rerank),
                Boolean.TRUE.equals(explain));
    }

    private Mode checkedMode() {
        if (mode == null) {
            return Mode.HYBRID;
        }
        return Mode.of(mode).orElseThrow(() -> VizslaException.invalid("mode", mode, "one of hybrid, dense, lexical"));
    }

    private int checkedTopK(LimitsConfig limits) {
        if (topK == null) {
            return DEFAULT_TOP_K;
        }
        if (topK < 1 || topK > limits.topK()) {
            throw VizslaException.invalid("topK", topK, "between 1 and " + limits.topK());
        }
        return topK.intValue();
    }

    private @Nullable Filter checkedFilter(FieldSchema fields) {
        return filter == null ? null : FilterReader.read(fields, filter);
    }

    private double checkedMinScore() {
        if (minScore == null) {
            return 0;
        }
        if (!(minScore >= 0 && minScore <= 1)) {
            throw VizslaException.invalid("minScore", minScore, "between 0 and 1");
        }
        return minScore;
    }
}
