package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of many documents that were sent at once.
 *
 * @param accepted how many are on the log
 * @param rejected those that are not
 * @param failed those that are on the log and could not be indexed, as far as they were waited for
 */
public record BulkResult(
        @JsonProperty("accepted") long accepted,
        @JsonProperty("rejected") @Nullable List<Rejection> rejected,
        @JsonProperty("failed") @Nullable List<Failure> failed) {

    /** A line that was not taken. */
    public record Rejection(
            @JsonProperty("line") long line,
            @JsonProperty("code") String code,
            @JsonProperty("detail") String detail) {}

    /** A document that could not be indexed. */
    public record Failure(
            @JsonProperty("id") @Nullable String id,
            @JsonProperty("code") @Nullable String code,
            @JsonProperty("detail") @Nullable String detail) {}
}
