package io.vizsla.models.share;

import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.QueryModels;
import io.vizsla.api.error.VizslaException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A registry before which no process reads of a model that it cannot get: models are shared before a collection names them. */
public final class SharingRegistry implements CollectionRegistry {

    private final CollectionRegistry registry;
    private final ModelShare share;

    /** Shares models before they are written to a registry. */
    public SharingRegistry(CollectionRegistry registry, ModelShare share) {
        this.registry = registry;
        this.share = share;
    }

    @Override
    public Optional<CollectionSpec> find(String name) {
        return registry.find(name);
    }

    @Override
    public List<CollectionSpec> list() {
        return registry.list();
    }

    /**
     * {@inheritDoc}
     *
     * @throws VizslaException as {@link ModelShare#offer} for a model that it names
     */
    @Override
    public void put(CollectionSpec spec) {
        offer(spec);
        registry.put(spec);
    }

    @Override
    public void remove(String name) {
        registry.remove(name);
    }

    /**
     * Shares the models that a collection is to name.
     *
     * @throws VizslaException as {@link ModelShare#offer}
     */
    public void offer(CollectionSpec spec) {
        models(spec).forEach(share::offer);
    }

    /**
     * Shares the models of collections that were made before, or whose models were put here since. One that cannot be shared is
     * named in the log: what was there before serves on.
     */
    public void offerAll() {
        Set<String> models = new LinkedHashSet<>();
        registry.list().forEach(spec -> models.addAll(models(spec)));
        for (String model : models) {
            try {
                share.offer(model);
            } catch (VizslaException failed) {
                System.getLogger(SharingRegistry.class.getName())
                        .log(System.Logger.Level.WARNING, "Model {0} is not shared: {1}", model, failed.detail());
            }
        }
    }

    private static Set<String> models(CollectionSpec spec) {
        QueryModels queries = spec.queryModels();
        Set<String> models = new LinkedHashSet<>(Set.of(spec.model()));
        for (@Nullable String model : Arrays.asList(queries.champion(), queries.challenger(), queries.previous())) {
            if (model != null) {
                models.add(model);
            }
        }
        return models;
    }
}
