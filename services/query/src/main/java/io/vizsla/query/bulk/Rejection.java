package io.vizsla.query.bulk;

import io.vizsla.api.error.VizslaException;
import io.vizsla.query.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line that was not taken. */
@Schema(name = "RejectedLine")
public record Rejection(
        @Schema(description = "The line's number, from 1.") long line,
        @Schema(examples = "invalid_json") String code,
        String detail) {

    static Rejection of(long line, VizslaException cause) {
        return new Rejection(line, cause.code().id(), Problem.of(cause).detail());
    }
}
