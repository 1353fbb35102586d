package io.vizsla.refresh.gate;

import java.util.ArrayList;
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

    /** Returns a refusal for this reason, whatever else is known. */
    public Verdict refusedFor(String reason) {
        List<String> all = new ArrayList<>(List.of(reason));
        all.addAll(reasons);
        return new Verdict(false, all);
    }
}
