package io.vizsla.standalone.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vizsla.api.access.AccessKeys;
import io.vizsla.api.collection.CollectionRebuilds;
import io.vizsla.api.collection.CollectionRegistry;
import io.vizsla.api.collection.OpenCollections;
import io.vizsla.api.ingest.DocumentStates;
import io.vizsla.query.config.CollectionsConfig;
import io.vizsla.query.port.DocumentWrites;
import io.vizsla.query.port.IngestProgress;
import io.vizsla.query.port.Instance;
import io.vizsla.query.port.Judgements;
import io.vizsla.query.port.ModelCatalog;
import io.vizsla.query.port.Searcher;
import io.vizsla.query.port.StoredCollections;
import io.vizsla.query.port.TrainingGround;
import io.vizsla.retrieval.PipelineParts;
import io.vizsla.retrieval.SearchPipeline;
import io.vizsla.retrieval.calibration.Calibrations;
import io.vizsla.retrieval.calibration.LearnedCalibrations;
import io.vizsla.standalone.config.ArtefactsConfig;
import io.vizsla.standalone.config.ClusterConfig;
import io.vizsla.standalone.config.EncoderConfig;
import io.vizsla.standalone.config.IndexConfig;
import io.vizsla.standalone.config.IngestConfig;
import io.vizsla.standalone.config.InstanceConfig;
import io.vizsla.standalone.config.KafkaConfig;
import io.vizsla.standalone.config.MilvusConfig;
import io.vizsla.standalone.config.Node;
import io.vizsla.standalone.config.TelemetryConfig;
import io.vizsla.standalone.config.TrainerBounds;
import io.vizsla.standalone.config.TrainerConfig;
import io.vizsla.standalone.telemetry.Traces;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/**
 * The object graph: which part stands behind each port of the query service. The parts start with the first of them.
 */
@Singleton
public class StandaloneWiring {

    @Produces
    @Singleton
    Traces traces(TelemetryConfig config, OpenTelemetry telemetry) {
        return config.on() ? Traces.with(telemetry) : Traces.OFF;
    }

    @Produces
    @Singleton
    StandaloneParts parts(
            InstanceConfig instance,
            CollectionsConfig defaults,
            KafkaConfig kafka,
            EncoderConfig encoder,
            IngestConfig ingest,
            IndexConfig index,
            ClusterConfig cluster,
            MilvusConfig milvus,
            ArtefactsConfig artefacts,
            MeterRegistry meters,
            Traces traces) {
        StandaloneParts parts = StandaloneParts.start(
                new StandaloneParts.Settings(
                        instance.dataDir(),
                        defaults.model(),
                        kafka,
                        encoder,
                        ingest,
                        index,
                        Node.of(cluster, kafka, index, milvus, artefacts)),
                new EncoderMeters(meters),
                traces);
        PartMeters.bind(parts, meters);
        return parts;
    }

    void stop(@Disposes StandaloneParts parts) {
        parts.close();
    }

    @Produces
    @Singleton
    CollectionRegistry registry(StandaloneParts parts) {
        return parts.specs;
    }

    @Produces
    @Singleton
    DocumentStates states(StandaloneParts parts) {
        return parts.states;
    }

    @Produces
    @Singleton
    OpenCollections collections(StandaloneParts parts) {
        return parts.collections;
    }

    @Produces
    @Singleton
    StoredCollections stored(StandaloneParts parts) {
        return (collection, change) -> {
            parts.rebuilds.end(collection);
            parts.collections.dropAnd(collection, change);
        };
    }

    @Produces
    @Singleton
    AccessKeys keys(StandaloneParts parts) {
        return parts.registry.keys();
    }

    @Produces
    @Singleton
    CollectionRebuilds rebuilds(StandaloneParts parts) {
        return parts.rebuilds;
    }

    @Produces
    @Singleton
    ModelCatalog models(StandaloneParts parts) {
        return parts.models;
    }

    @Produces
    @Singleton
    Searcher searcher(StandaloneParts parts, Traces traces) {
        PipelineParts pipeline =
                PipelineParts.with(parts.models.crossEncoder(null).orElse(null)).withExamples(parts.examples);
        return traces.searches(new PipelineSearcher(
                new SearchPipeline(pipeline, new LearnedCalibrations(new Calibrations(), parts.models::calibration))));
    }

    @Produces
    @Singleton
    DocumentWrites writes(StandaloneParts parts, Traces traces) {
        return new LogWrites(parts, traces);
    }

    @Produces
    @Singleton
    Judgements judgements(StandaloneParts parts) {
        return new LogJudgements(parts.judgementLog, parts.judgements);
    }

    @Produces
    @Singleton
    IngestProgress progress(StandaloneParts parts) {
        return parts.indexer;
    }

    @Produces
    @Singleton
    Instance instance(StandaloneParts parts) {
        return new StandaloneInstance(parts);
    }

    @Produces
    @Singleton
    TrainingGround training(StandaloneParts parts, TrainerConfig trainer, InstanceConfig instance) {
        return new ProcessGround(
                parts.folder.training(),
                parts.folder.models(),
                TrainerBounds.checked(trainer),
                instance.root().orElse(Path.of("")).toAbsolutePath());
    }
}
