package io.vizsla.models.imports;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an export, so that all of it can be said at once, and what is merely worth knowing. */
final class Findings {

    private final List<String> problems = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /** Notes what keeps the export from being imported. */
    void problem(String sentence) {
        // A file that is read twice is wrong once.
        if (!problems.contains(sentence)) {
            problems.add(sentence);
        }
    }

    /** Notes what was left out or assumed. */
    void notice(String sentence) {
        notices.add(sentence);
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    /**
     * Ends the import if there is a problem.
     *
     * @throws VizslaException {@code INVALID_MODEL} with all problems, a line each
     */
    void check(String export) {
        if (!problems.isEmpty()) {
            throw VizslaException.of(
                    ErrorCode.INVALID_MODEL, export + " cannot be imported:\n- " + String.join("\n- ", problems));
        }
    }
}
