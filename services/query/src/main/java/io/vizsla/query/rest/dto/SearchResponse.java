package io.vizsla.query.rest.dto;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vizsla.api.passage.Hit;
import io.vizsla.api.query.Query;
import io.vizsla.query.port.Searcher.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What was found. */
@Schema(name = "SearchResponse")
public record SearchResponse(
        @Schema(description = "Best first.") List<HitDto> hits,
        @Schema(examples = "bge-small-en-v1.5") String model,
        @Schema(examples = "hybrid") String mode,

        @Schema(description = "Milliseconds of each stage, and in total.", examples = "{\"encode\":3.1,\"total\":5.9}")
        Map<String, Double> timings,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(description = "With explain: what each step saw.") @Nullable
        Explain explain) {

    /** What each step saw. */
    @Schema(name = "Explain")
    public record Explain(List<Map<String, Object>> steps) {}

    /** Describes what a search found. */
    public static SearchResponse of(Found found, Query query) {
        List<HitDto> hits = new ArrayList<>(found.hits().size());
        for (Hit hit : found.hits()) {
            hits.add(HitDto.of(hit, query.text(), found.following()));
        }
        Map<String, Double> timings = new LinkedHashMap<>();
        found.timings().forEach((stage, time) -> timings.put(stage, millis(time)));
        return new SearchResponse(
                hits,
                found.model(),
                query.mode().id(),
                timings,
                found.steps() == null ? null : new Explain(found.steps()));
    }

    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }
}
