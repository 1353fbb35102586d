package io.vizsla.retrieval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each step of a search received and returned, in the order in which they ran. */
public record Explanation(List<Step> steps) {

    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param name such as {@code fuse}
     * @param details names to JSON values: strings, numbers, booleans, lists and maps; in the order of telling
     */
    public record Step(String name, Map<String, Object> details) {

        public Step {
            details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        }
    }
}
