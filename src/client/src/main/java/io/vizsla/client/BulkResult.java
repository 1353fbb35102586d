package io.vizsla.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of many documents that were sent at once.
 *
 * @param accepted how many are on the log
 * @param rejected the first of those that are not
 * @param failed the first of those that are on the log and could not be indexed, as far as they were waited for
 * @param rejectedTotal how many are not on the log
 * @param failedTotal how many could not be indexed
 * @param pending how many are on the log and were not looked at when the instance's time was up: they may be found later on, or fail
 */
public record BulkResult(
        @JsonProperty("accepted") long accepted,
        @JsonProperty("rejected") @Nullable List<Rejection> rejected,
        @JsonProperty("failed") @Nullable List<Failure> failed,
        @JsonProperty("rejectedTotal") long rejectedTotal,
        @JsonProperty("failedTotal") long failedTotal,
        @JsonProperty("pending") long pending) {

    /** Counts what is listed where nobody told a total. */
    public BulkResult {
        rejectedTotal = Math.max(rejectedTotal, rejected == null ? 0 : rejected.size());
        failedTotal = Math.max(failedTotal, failed == null ? 0 : failed.size());
    }

    /** Makes a result of which everything is listed and nothing pends. */
    public BulkResult(long accepted, @Nullable List<Rejection> rejected, @Nullable List<Failure> failed) {
        this(accepted, rejected, failed, 0, 0, 0);
    }

    /**
     * Returns this result if every document that was accepted was looked at.
     *
     * @throws VizslaClientException with the code {@value VizslaClientException#TIMEOUT}, which may pass later, if some pend
     */
    public BulkResult complete() {
        if (pending > 0) {
            throw new VizslaClientException(
                    0,
                    VizslaClientException.TIMEOUT,
                    pending + " of " + accepted + " documents are on the log and were not indexed in time",
                    null);
        }
        return this;
    }

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
