package io.vizsla.refresh.job;

import io.vizsla.refresh.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a refresh.
 *
 * @param state {@code PASSED}, {@code REFUSED} or {@code FAILED}
 * @param model name of the model that was written, null if none was
 * @param comparisons what was measured
 * @param verdict of the gate, null if it came not so far
 * @param mining how many candidates each rule kept or dropped
 * @param seconds that each phase took
 * @param error what went wrong, null if nothing
 * @param errorCode its stable code
 */
public record RefreshOutcome(
        State state,
        @Nullable String model,
        List<Comparison> comparisons,
        @Nullable Verdict verdict,
        Map<String, Long> mining,
        Map<String, Double> seconds,
        @Nullable String error,
        @Nullable String errorCode) {

    public RefreshOutcome {
        comparisons = List.copyOf(comparisons);
    }

    /** How it ended. */
    public enum State {
        /** The trained model is better and may serve. */
        PASSED,
        /** It is not, and is kept without serving. */
        REFUSED,
        /** There is no trained model. */
        FAILED
    }

    /** Returns what was measured, with other reasons and no model that is kept. */
    public RefreshOutcome withoutModel(List<String> reasons) {
        return new RefreshOutcome(
                state, null, comparisons, new Verdict(false, reasons), mining, seconds, error, errorCode);
    }

    /** Returns the same with one more reason behind the gate's. */
    public RefreshOutcome with(String reason) {
        List<String> reasons = new ArrayList<>(verdict == null ? List.of() : verdict.reasons());
        reasons.add(reason);
        return new RefreshOutcome(
                state,
                model,
                comparisons,
                new Verdict(verdict != null && verdict.isPassed(), reasons),
                mining,
                seconds,
                error,
                errorCode);
    }

    /** Returns the outcome of a refresh that broke off. */
    public static RefreshOutcome failed(String code, String detail) {
        return new RefreshOutcome(State.FAILED, null, List.of(), null, Map.of(), Map.of(), detail, code);
    }
}
