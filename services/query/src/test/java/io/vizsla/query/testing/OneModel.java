package io.vizsla.query.testing;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.model.QuerySide;
import io.vizsla.query.port.ModelCatalog;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A catalog of one model. */
public record OneModel(Encoder encoder) implements ModelCatalog {

    @Override
    public List<ModelInfo> list() {
        return List.of();
    }

    @Override
    public Encoder encoder(String name) {
        return encoder;
    }

    @Override
    public Encoder encoder(CollectionSpec collection) {
        return encoder;
    }

    @Override
    public Optional<QuerySide> querySide(String model) {
        return Optional.empty();
    }

    @Override
    public Optional<CrossEncoder> crossEncoder(@Nullable String name) {
        return Optional.empty();
    }
}
