package io.vizsla.query.rest.dto;

import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.FilterReader;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.api.text.CleanText;
import io.vizsla.query.config.LimitsConfig;
import java.util.List;
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

        @Schema(description = "Worked examples of a query and a passage that answers it.") @Nullable
        List<@Nullable DemonstrationDto> demonstrations,

        @Schema(
                description = "A tree of and, or, not and {field, op, value}; op is one of eq, ne, gt, gte, lt, "
                        + "lte, in, exists, prefix.",
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

    /** A worked example. */
    @Schema(name = "Demonstration")
    public record DemonstrationDto(
            @Schema(required = true) @Nullable String query,
            @Schema(required = true) @Nullable String passage) {}

    /**
     * Returns the checked query.
     *
     * @throws VizslaException naming the field, its value and its bound
     */
    public Query toQuery(FieldSchema fields, LimitsConfig limits) {
        return new Query(
                text("query", query, limits),
                checkedMode(),
                checkedTopK(limits),
                new Instruction(instruction == null ? "" : bounded("instruction", instruction, limits)),
                checkedDemonstrations(limits),
                checkedFilter(fields),
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

    private List<Demonstration> checkedDemonstrations(LimitsConfig limits) {
        if (demonstrations == null) {
            return List.of();
        }
        if (demonstrations.size() > limits.demonstrations()) {
            throw VizslaException.invalid(
                    "demonstrations", demonstrations.size() + " of them", "at most " + limits.demonstrations());
        }
        return demonstrations.stream()
                .map(given -> demonstration(given, limits))
                .toList();
    }

    private static Demonstration demonstration(@Nullable DemonstrationDto given, LimitsConfig limits) {
        if (given == null) {
            throw VizslaException.invalid("demonstrations", null, "objects with query and passage");
        }
        return new Demonstration(
                text("demonstrations.query", given.query(), limits),
                text("demonstrations.passage", given.passage(), limits));
    }

    private static String text(String field, @Nullable String text, LimitsConfig limits) {
        if (text == null) {
            throw VizslaException.invalid(field, null, "given");
        }
        String clean = bounded(field, text, limits);
        if (clean.isBlank()) {
            throw VizslaException.invalid(field, text, "a text that is not blank");
        }
        return clean;
    }

    private static String bounded(String field, String text, LimitsConfig limits) {
        if (text.length() > limits.queryCharacters()) {
            throw VizslaException.invalid(field, text, "at most " + limits.queryCharacters() + " characters");
        }
        return CleanText.clean(text);
    }
}
