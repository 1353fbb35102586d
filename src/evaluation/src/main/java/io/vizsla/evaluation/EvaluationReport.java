package io.vizsla.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * All that an evaluation has to say, with where it comes from. {@link ReportText} and {@link ReportJson} write it.
 *
 * @param documents how many documents the corpus holds
 * @param times null where searches were not timed
 * @param comparison null where there is no other run
 */
public record EvaluationReport(
        Provenance provenance,
        long documents,
        Evaluation evaluation,
        @Nullable SearchTimes times,
        @Nullable Comparison comparison) {}
