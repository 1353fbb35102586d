package io.vizsla.query.collection;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.CrossEncoder;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.QuerySideEncoder;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.QuerySide;
import io.vizsla.api.query.Query;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.bulk.BulkIngest;
import io.vizsla.query.bulk.BulkJudgements;
import io.vizsla.query.config.CollectionsConfig;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.files.FileIngest;
import io.vizsla.query.json.BodyMemory;
import io.vizsla.query.port.ModelCatalog;
import io.vizsla.query.port.Searcher;
import io.vizsla.query.testing.Configs;
import io.vizsla.query.testing.FakeJudgements;
import io.vizsla.query.testing.FakeWrites;
import io.vizsla.query.testing.NarrowEncoder;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryCollectionRegistry;
import io.vizsla.testkit.InMemoryDocumentStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The services of this package over parts in memory. */
public final class CollectionServices {

    private final InMemoryCollectionRegistry registry = new InMemoryCollectionRegistry();
    private final InMemoryDocumentStates states = new InMemoryDocumentStates();
    private final FakeWrites writes = new FakeWrites(states);
    private final FakeJudgements judgements = new FakeJudgements();
    private final Deletions deletions = new Deletions();
    private final List<String> dropped = new ArrayList<>();
    private final FakeModels models = new FakeModels();
    private final CollectionService service;
    private final RebuildService rebuilds;
    private Runnable onDraft = () -> {};

    public CollectionServices() {
        CollectionsConfig config = Configs.of(
                CollectionsConfig.class,
                Map.of("vizsla.collections.model", "fake", "vizsla.collections.delete-timeout", "10s"));
        service = new CollectionService(
                registry,
                states,
                (name, change) -> {
                    dropped.add(name);
                    change.run();
                },
                new CollectionDraft(config, models, new NoSearch()),
                new DocumentRemoval(states, writes, config),
                new JudgementRemoval(judgements, new QueryLog(0)),
                deletions);
        rebuilds = new RebuildService(service, new FakeRebuilds());
    }

    public InMemoryCollectionRegistry registry() {
        return registry;
    }

    public FakeWrites writes() {
        return writes;
    }

    public BulkIngest bulk(LimitsConfig limits) {
        return new BulkIngest(service, deletions, writes, limits, new BodyMemory(limits));
    }

    public FakeJudgements judgements() {
        return judgements;
    }

    public BulkJudgements bulkJudgements(LimitsConfig limits) {
        return new BulkJudgements(service, deletions, judgements, limits, new BodyMemory(limits));
    }

    public FileIngest files(LimitsConfig limits) {
        return new FileIngest(service, deletions, writes, limits, new BodyMemory(limits));
    }

    /** Has this run whenever the settings of a collection are checked. */
    void onDraft(Runnable what) {
        onDraft = what;
    }

    InMemoryDocumentStates states() {
        return states;
    }

    public CollectionService service() {
        return service;
    }

    public ModelSwitch models() {
        return new ModelSwitch(service, models);
    }

    /** Has a collection hold a document. */
    public void addDocument(String collection) {
        writes.append(new DocumentRef(collection, "d"), DocumentBody.ofText(null, "text", Map.of(), null))
                .join();
    }

    /** Rebuilds that are begun and never carried out. */
    public RebuildService rebuilds() {
        return rebuilds;
    }

    Deletions deletions() {
        return deletions;
    }

    List<String> dropped() {
        return dropped;
    }

    private static final class FakeModels implements ModelCatalog {

        @Override
        public List<ModelInfo> list() {
            return List.of();
        }

        @Override
        public Encoder encoder(String name) {
            if (!name.startsWith("fake")) {
                throw VizslaException.field(ErrorCode.UNKNOWN_MODEL, "model", name, "fake");
            }
            if (name.startsWith("fake-tuned-short")) {
                return new FakeEncoder(name).cutTo(FakeEncoder.TRUNCATION);
            }
            return name.startsWith("fake-narrow")
                    ? new NarrowEncoder(name, !name.endsWith("-deaf"))
                    : new FakeEncoder(name);
        }

        @Override
        public Encoder encoder(CollectionSpec collection) {
            Encoder documents = encoder(collection.model());
            if (collection.queryModels().champion() == null) {
                return documents;
            }
            Encoder queries = encoder(collection.queryModel());
            if (querySide(collection.queryModel()).isEmpty()) {
                throw VizslaException.field(
                        ErrorCode.CONFLICT, "model", collection.queryModel(), "one of the documents' space");
            }
            return new QuerySideEncoder(documents, queries, null, true);
        }

        @Override
        public Optional<QuerySide> querySide(String model) {
            encoder(model);
            ModelFile map = model.endsWith("-mapped") ? new ModelFile("map.bin", "0".repeat(64), 4) : null;
            return model.contains("tuned") ? Optional.of(new QuerySide("fake@1", map)) : Optional.empty();
        }

        @Override
        public Optional<CrossEncoder> crossEncoder(String name) {
            return Optional.empty();
        }
    }

    private final class NoSearch implements Searcher {

        @Override
        public Found search(OpenCollection collection, Query query) {
            throw new AssertionError("nobody searches here");
        }

        @Override
        public void check(CollectionSpec collection) {
            onDraft.run();
            if (collection.pipeline().containsKey("wrong")) {
                throw VizslaException.invalid("pipeline.wrong", 1, "known");
            }
        }
    }
}
