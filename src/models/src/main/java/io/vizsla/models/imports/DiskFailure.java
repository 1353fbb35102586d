package io.vizsla.models.imports;

import java.io.IOException;

/** What was unpacked could not be written: the disk is at fault, a full one as a rule, and not the archive. */
final class DiskFailure extends IOException {

    private static final long serialVersionUID = 1;

    DiskFailure(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
