package io.vizsla.standalone.wiring;

import io.vizsla.api.collection.CollectionRebuilds;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.Optional;

/** No rebuilds, where several processes write indexes. */
final class NoRebuilds implements CollectionRebuilds {

    @Override
    public void start(Exclusively changes) {
        // There is nothing to go on with.
    }

    @Override
    public RebuildProgress begin(CollectionSpec served, CollectionSpec wanted) {
        throw VizslaException.field(
                ErrorCode.CONFLICT,
                "collection",
                served.name(),
                "one of an instance of role all: with several indexers, make a new collection and send the documents there");
    }

    @Override
    public Optional<RebuildProgress> back(CollectionSpec served) {
        return Optional.empty();
    }

    @Override
    public Optional<RebuildProgress> find(String collection) {
        return Optional.empty();
    }

    @Override
    public boolean end(String collection) {
        return false;
    }
}
