package io.vizsla.artefacts;

import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.testkit.ArtefactStoreContract;
import io.vizsla.testkit.InMemoryArtefactStore;

/** Tests of others rest on this store; it has to behave as the real ones do. */
class InMemoryArtefactStoreTest extends ArtefactStoreContract {

    private final InMemoryArtefactStore store = new InMemoryArtefactStore();

    @Override
    protected ArtefactStore store() {
        return store;
    }

    @Override
    protected void damage(Artefact artefact, byte[] bytes) {
        store.damage(artefact, bytes);
    }

    @Override
    protected int leftovers() {
        return 0;
    }
}
