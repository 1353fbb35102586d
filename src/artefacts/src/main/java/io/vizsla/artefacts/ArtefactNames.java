package io.vizsla.artefacts;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import java.util.regex.Pattern;

/** Names of artefacts. What is no name never becomes part of a path. */
final class ArtefactNames {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private ArtefactNames() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static void check(Artefact artefact) {
        if (!isName(artefact.sha256())) {
            throw VizslaException.invalid("claim.sha256", artefact.sha256(), "64 lower-case hexadecimal digits");
        }
    }

    static VizslaException unknown(Artefact artefact, Exception cause) {
        return VizslaException.of(ErrorCode.UNKNOWN_RESOURCE, "There is no artefact " + artefact.sha256(), cause);
    }
}
