package io.vizsla.query.rest.dto;

import io.vizsla.api.passage.IndexReport;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a check of an index found. */
@Schema(name = "IndexReport")
public record IndexReportDto(
        boolean sound,
        long chunks,
        long documents,

        @Schema(description = "A sentence each; empty when the index is sound.")
        List<String> problems) {

    /** Describes a report. */
    public static IndexReportDto of(IndexReport report) {
        return new IndexReportDto(report.sound(), report.chunks(), report.documents(), report.problems());
    }
}
