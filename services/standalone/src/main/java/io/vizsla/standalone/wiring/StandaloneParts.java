package io.vizsla.standalone.wiring;

import io.quarkus.logging.Log;
import io.vizsla.api.collection.CollectionRebuilds;
import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.ingest.ArtefactStore;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.artefacts.DirectoryArtefactStore;
import io.vizsla.artefacts.S3ArtefactStore;
import io.vizsla.artefacts.S3Options;
import io.vizsla.encoding.EncoderListener;
import io.vizsla.index.lucene.LucenePassageIndexes;
import io.vizsla.indexer.BatchProcessor;
import io.vizsla.indexer.ClusterRebuilds;
import io.vizsla.indexer.DeadLetterReplay;
import io.vizsla.indexer.DocumentLog;
import io.vizsla.indexer.ExampleKeeper;
import io.vizsla.indexer.IndexRebuilds;
import io.vizsla.indexer.IndexRefill;
import io.vizsla.indexer.IngestHold;
import io.vizsla.indexer.JudgementLog;
import io.vizsla.indexer.JudgementView;
import io.vizsla.indexer.KafkaCollectionRegistry;
import io.vizsla.indexer.LogConnection;
import io.vizsla.indexer.LoopOptions;
import io.vizsla.indexer.RebuildLeaderParts;
import io.vizsla.indexer.RebuildMachine;
import io.vizsla.indexer.RebuildNotes;
import io.vizsla.indexer.RebuildParts;
import io.vizsla.indexer.StatusView;
import io.vizsla.indexer.Topics;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.ingestion.IngestOptions;
import io.vizsla.ingestion.Ingestor;
import io.vizsla.ingestion.parse.FileParser;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.ModelFolders;
import io.vizsla.models.collection.CachedOpenCollections;
import io.vizsla.models.share.ModelShare;
import io.vizsla.models.share.SharingRegistry;
import io.vizsla.retrieval.example.ExampleIndex;
import io.vizsla.standalone.DataDirectory;
import io.vizsla.standalone.config.EncoderConfig;
import io.vizsla.standalone.config.IndexConfig;
import io.vizsla.standalone.config.IngestConfig;
import io.vizsla.standalone.config.KafkaConfig;
import io.vizsla.standalone.config.Node;
import io.vizsla.standalone.config.Role;
import io.vizsla.standalone.telemetry.Traces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The parts of an instance, started in one fixed order and stopped in the opposite one: folder, broker and (beside it) the
 * default model, topics, views of the log, indexes, the way onto the log, the indexer last.
 */
final class StandaloneParts implements AutoCloseable {

    /** How long indexers that stand still for a switch wait for one whose batch takes long: a batch is some seconds of encoding. */
    private static final Duration STANDSTILL = Duration.ofSeconds(20);

    private final Closeables started = new Closeables();

    final Role role;
    final DataDirectory folder;
    final LogPart logPart;
    final StorePart store;
    final BrokerClient brokerClient;
    final KafkaCollectionRegistry registry;
    /** The collections of that registry; what they name is shared first, where others follow it. */
    final CollectionRegistry specs;

    final StatusView states;
    final DocumentLog log;
    final FolderModels models;
    final CachedOpenCollections collections;
    final Canary canary;
    final Progress indexer;
    final CollectionRebuilds rebuilds;
    final DeadLetterReplay replay;
    final ExampleIndex examples;
    final JudgementLog judgementLog;
    final JudgementView judgements;

    private StandaloneParts(Settings settings, EncoderListener listener, Traces traces) {
        Node node = settings.node();
        role = node.role();
        try {
            folder = started.add(DataDirectory.lock(settings.dataDir()));
            models = started.add(models(settings, listener));
            CompletableFuture<Encoder> model = CompletableFuture.supplyAsync(() -> firstModel(settings.defaultModel()));
            logPart = started.add(LogPart.open(settings.kafka(), folder.broker()));
            LogConnection connection = logPart.connection();
            StartWait.until("Kafka", node.startWait(), () -> Topics.ensure(
                            connection, settings.kafka().topics())
                    .forEach(Log::debug));
            brokerClient = started.add(new BrokerClient(connection));
            boolean isAlone = node.role() == Role.ALL;
            registry = started.add(
                    isAlone
                            ? KafkaCollectionRegistry.open(connection)
                            : KafkaCollectionRegistry.openShared(connection));
            ArtefactStore artefacts = artefacts(node, folder, started);
            specs = settings.kafka().bootstrapServers().isPresent() ? shared(artefacts) : registry;
            states = started.add(StatusView.open(connection, folder.status()));
            store = started.add(StorePart.open(node, settings.index(), folder.index()));
            PassageIndexes indexes = store.indexes();
            LoopOptions loop = settings.ingest().loop(node.instance());
            if (node.role().writesIndexes()) {
                // Before anything makes the indexes anew that are gone.
                new IndexRefill(connection, registry, indexes, states, loop).prepare();
            }
            collections = started.add(new CachedOpenCollections(registry, indexes, models.collections()));
            log = started.add(
                    DocumentLog.open(connection, artefacts, settings.kafka().log()));
            if (node.role().writesIndexes()) {
                started.add(DailySweep.start(connection, artefacts));
            }
            replay = new DeadLetterReplay(connection, states, log, artefacts);
            canary = started.add(Canary.open(
                    new LucenePassageIndexes(folder.canary(), settings.index().options()), model.join()));
            FileParser parser = started.add(new FileParser(settings.ingest().parse()));
            IngestOptions options = settings.ingest().options();
            Function<IngestListener, BatchProcessor> machine =
                    told -> new Ingestor(collections, states, parser, artefacts, options, told)::process;
            RebuildMachine another =
                    (own, known, told) -> new Ingestor(own, known, parser, artefacts, options, told)::process;
            if (node.role().writesIndexes()) {
                IngestHold hold = isAlone ? IngestHold.NONE : registry.control();
                IndexerPart loopHere = started.add(IndexerPart.start(
                        connection, registry, states, artefacts, loop, hold, told -> traces.batches(told, machine)));
                indexer = loopHere;
                rebuilds = isAlone
                        ? started.add(new IndexRebuilds(new RebuildParts(
                                connection,
                                specs,
                                registry.rebuilds(),
                                collections,
                                indexes,
                                states,
                                loopHere.pause(),
                                another,
                                folder.rebuilds(),
                                RebuildNotes.NONE,
                                _ -> {},
                                traces.rebuilds())))
                        : started.add(ClusterRebuilds.here(
                                new RebuildLeaderParts(
                                        connection,
                                        registry.control(),
                                        loop.group(),
                                        loop.instance(),
                                        collections,
                                        indexes,
                                        states,
                                        another,
                                        folder.rebuilds(),
                                        STANDSTILL,
                                        _ -> {},
                                        traces.rebuilds()),
                                offer()));
            } else {
                indexer = new OthersProgress(brokerClient, loop.group());
                rebuilds = ClusterRebuilds.elsewhere(registry.control(), offer());
            }
            examples = started.add(new ExampleIndex(
                    new LucenePassageIndexes(folder.examples(), settings.index().options())));
            judgementLog = started.add(JudgementLog.open(connection));
            judgements = started.add(
                    JudgementView.open(connection, folder.judgements(), new ExampleKeeper(examples, collections)));
            // After the loop's producer, which ends a transaction that a killed process left open; nobody reads past
            // it.
            states.readToEnd(settings.ingest().catchUp());
        } catch (RuntimeException failed) {
            started.close();
            throw failed;
        }
    }

    /** Starts an instance that leaves no traces. */
    static StandaloneParts start(Settings settings, EncoderListener listener) {
        return start(settings, listener, Traces.OFF);
    }

    static StandaloneParts start(Settings settings, EncoderListener listener, Traces traces) {
        return new StandaloneParts(settings, listener, traces);
    }

    /** Stops all parts, the newest first. */
    @Override
    public void close() {
        started.close();
    }

    private FolderModels models(Settings settings, EncoderListener listener) {
        return new FolderModels(
                new ModelFolders(folder.models()),
                settings.encoder().options(),
                listener,
                settings.encoder().crossEncoder());
    }

    /** Gives others the models that collections name, and has theirs. */
    private CollectionRegistry shared(ArtefactStore artefacts) {
        ModelShare share = new ModelShare(folder.models(), registry.models(), artefacts);
        models.shareBy(share);
        SharingRegistry sharing = new SharingRegistry(registry, share);
        sharing.offerAll();
        return sharing;
    }

    private Consumer<CollectionSpec> offer() {
        return specs instanceof SharingRegistry sharing ? sharing::offer : _ -> {};
    }

    private Encoder firstModel(String name) {
        boolean written = Files.isDirectory(folder.models().resolve(BuiltInModels.DEFAULT));
        BuiltInModels.ensure(folder.models());
        if (!written) {
            // Making the small graphs took some hundred megabytes; the collector gives them back only when asked.
            System.gc();
        }
        return models.encoder(name);
    }

    private static ArtefactStore artefacts(Node node, DataDirectory folder, Closeables started) {
        S3Options bucket = node.bucket().orElse(null);
        return bucket == null
                ? DirectoryArtefactStore.open(node.artefacts().orElseGet(folder::artefacts))
                : started.add(S3ArtefactStore.open(bucket, folder.artefacts().resolve("tmp")));
    }

    /** What the parts are made by. */
    record Settings(
            Path dataDir,
            String defaultModel,
            KafkaConfig kafka,
            EncoderConfig encoder,
            IngestConfig ingest,
            IndexConfig index,
            Node node) {

        /** Settings of a process that has all in its data folder. */
        Settings(
                Path dataDir,
                String defaultModel,
                KafkaConfig kafka,
                EncoderConfig encoder,
                IngestConfig ingest,
                IndexConfig index) {
            this(dataDir, defaultModel, kafka, encoder, ingest, index, Node.ALONE);
        }
    }
}
