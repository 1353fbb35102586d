package io.vizsla.refresh.gate;

import java.util.List;

/**
 * What the gate says of a trained model.
 *
 * @param isPassed whether it may serve
 * @param reasons sentences for people: first what decided, then what is worth knowing
 */
public record Verdict(boolean isPassed, List<String> reasons) {

    public Verdict {
        reasons = List.copyOf(reasons);
    }
}
