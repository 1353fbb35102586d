package io.vizsla.ingestion;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import java.io.IOException;
import java.io.InputStream;

/** Fetches content that lies in the artefact store, within the bound on a document's bytes. */
final class Claims {

    private final ArtefactStore store;
    private final int most;

    Claims(ArtefactStore store, int most) {
        this.store = store;
        this.most = most;
    }

    byte[] fetch(DocumentBody body) {
        Artefact claim = body.claim();
        if (claim == null) {
            throw new IllegalStateException("A body without text and content has a claim");
        }
        check(claim.bytes());
        byte[] bytes = read(claim);
        check(bytes.length);
        if (bytes.length != claim.bytes() || !ContentHash.hex(bytes).equals(claim.sha256())) {
            throw VizslaException.of(
                    ErrorCode.UNREADABLE_DOCUMENT, "The stored content does not match the claim " + claim.sha256());
        }
        return bytes;
    }

    private byte[] read(Artefact claim) {
        try (InputStream in = store.open(claim)) {
            return in.readNBytes(most + 1);
        } catch (IOException broken) {
            throw VizslaException.of(ErrorCode.STORE_UNAVAILABLE, "The artefact cannot be read", broken);
        }
    }

    private void check(long bytes) {
        if (bytes > most) {
            throw VizslaException.field(ErrorCode.TOO_LARGE, "claim", bytes + " bytes", "at most " + most + " bytes");
        }
    }
}
