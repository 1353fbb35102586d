package io.vizsla.query.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.EncodedBatch;
import io.vizsla.api.encoding.Encoder;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.ModelCard;
import io.vizsla.api.encoding.Tokenizer;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.query.chat.ConfiguredChat;
import io.vizsla.query.collection.CollectionServices;
import io.vizsla.query.collection.QueryLog;
import io.vizsla.query.collection.SwitchStrategy;
import io.vizsla.query.config.ChatConfig;
import io.vizsla.query.config.TrainingConfig;
import io.vizsla.query.port.TrainingGround;
import io.vizsla.query.testing.Configs;
import io.vizsla.query.testing.FakeJudgements;
import io.vizsla.query.testing.FakeSearcher;
import io.vizsla.query.testing.OneModel;
import io.vizsla.refresh.job.RefreshEvent;
import io.vizsla.refresh.job.RefreshFolder;
import io.vizsla.refresh.job.RefreshSettings;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.FakeOpenCollections;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a job is stopped, its end is written and told, or it goes on at the next start. */
class TrainingJobStopTest {

    private static final CollectionSpec SPEC =
            new CollectionSpec("docs", "fake", "en", new Cutting(32, 0), FieldSchema.EMPTY, Map.of());
    private static final int QUERIES = 50;

    @TempDir
    private Path directory;

    private final FakeEncoder encoder = new FakeEncoder();
    private final FakeJudgements judgements = new FakeJudgements();
    private final CollectionServices services = new CollectionServices();
    private final AtomicInteger read = new AtomicInteger();
    private final List<String> told = new ArrayList<>();
    private final Ground ground = new Ground();
    private final PassageIndex index = new InMemoryPassageIndexes()
            .open(new IndexSpec("docs", encoder.card().space(), FakeEncoder.DIMENSION, 0, "en", FieldSchema.EMPTY));
    private Consumer<Integer> onQuery = number -> {};
    private Runnable onModel = () -> {};
    private TrainingJob job;

    @BeforeEach
    void create() {
        services.registry().put(SPEC);
        for (int i = 0; i < QUERIES; i++) {
            String text = "The thing number" + i + " is blue here.";
            DocumentRef document = new DocumentRef("docs", "d" + i);
            Chunk chunk = new Chunk(
                    new ChunkId(document, 0), 1, "Thing " + i, List.of(), text, 0, text.length(), Map.of(), "");
            float[] vector =
                    encoder.encode(List.of(EncodingInput.passage(text))).dense()[0];
            index.upsert(new Batch(List.of(new EncodedChunk(chunk, vector, null))));
            judgements.append(new Judgement(
                    document, "where is number" + i, null, 2, Judgement.Source.JUDGED, null, Instant.EPOCH));
        }
        index.flush();
        job = job(JobState.waiting(
                "job", "docs", "query-encoder", SwitchStrategy.QUERY_ONLY, "never", Instant.EPOCH.toString(), null));
    }

    @AfterEach
    void close() {
        index.close();
    }

    private TrainingJob job(JobState state) {
        TrainingConfig config = Configs.defaults(TrainingConfig.class);
        Encoder watched = new Watched();
        TrainingData data = new TrainingData(
                services.registry(),
                new FakeOpenCollections().with(new OpenCollection(SPEC, watched, index)),
                judgements,
                new OneModel(watched),
                config,
                new QueryLog(0),
                new ConfiguredChat(Configs.defaults(ChatConfig.class)));
        TrainingJob made = new TrainingJob(
                folder(),
                state,
                RefreshSettings.DEFAULTS,
                new TrainingJob.Parts(
                        services.service(),
                        data,
                        new ScoreLesson(data, new FakeSearcher((collection, query) -> {
                            throw new AssertionError("nothing was trained");
                        })),
                        ground,
                        new Promotion(services.service(), services.models(), services.rebuilds()),
                        config));
        made.events().watch(JobEvents.of(event -> told.add(told(event)), () -> told.add("over")));
        return made;
    }

    private static String told(RefreshEvent event) {
        return event.phase() + ": " + event.note();
    }

    private RefreshFolder folder() {
        return new RefreshFolder(directory.resolve("job"));
    }

    private JobState.Phase written() {
        return folder().read("state", JobState.class).orElseThrow().state();
    }

    private void isCancelledAndTold() {
        assertThat(job.state().state()).isEqualTo(JobState.Phase.CANCELLED);
        assertThat(written()).isEqualTo(JobState.Phase.CANCELLED);
        assertThat(told).endsWith("end: somebody stopped it", "over").containsOnlyOnce("end: somebody stopped it");
        assertThat(ground.started).isZero();
    }

    @Test
    void cancelDoesNotWaitForTheRestOfTheQueries() {
        onQuery = number -> {
            if (number == 3) {
                job.cancel();
            }
        };

        job.run();

        assertThat(read).as("queries that were read").hasValue(3);
        isCancelledAndTold();
    }

    @Test
    void cancelAfterTheLastQueryStartsNoTrainer() {
        onModel = () -> job.cancel();

        job.run();

        assertThat(read).hasValue(QUERIES);
        isCancelledAndTold();
    }

    @Test
    void whatWaitsEndsAtOnceAndDoesNotBeginLater() {
        job.cancel();
        isCancelledAndTold();

        job.run();

        assertThat(read).hasValue(0);
        isCancelledAndTold();
    }

    /** One of an instance that was stopped waits for its turn again, whatever its state says. */
    @Test
    void whatWasTakenUpAndWaitsEndsAtOnceToo() {
        onQuery = number -> job.halt();
        job.run();
        assertThat(written()).isEqualTo(JobState.Phase.PREPARING);
        told.clear();
        job = job(job.state());

        job.cancel();

        isCancelledAndTold();
    }

    @Test
    void whatIsHaltedGoesOnAtTheNextStart() {
        onQuery = number -> {
            if (number == 3) {
                job.halt();
            }
        };
        job.run();
        assertThat(read).hasValue(3);
        assertThat(written()).isEqualTo(JobState.Phase.PREPARING);
        assertThat(told).endsWith("over").noneMatch(event -> event.startsWith("end"));

        onQuery = number -> {};
        job = job(job.state());
        job.run();

        assertThat(read).hasValue(3 + QUERIES);
        assertThat(ground.started).isEqualTo(1);
    }

    /** Tells which query is read. */
    private final class Watched implements Encoder {

        @Override
        public EncodedBatch encode(List<EncodingInput> inputs) {
            onQuery.accept(read.incrementAndGet());
            return encoder.encode(inputs);
        }

        @Override
        public Tokenizer tokenizer() {
            return encoder.tokenizer();
        }

        @Override
        public ModelCard card() {
            return encoder.card();
        }

        @Override
        public void close() {
            // The encoder is the test's.
        }
    }

    /** A ground whose trainer ends at once and leaves nothing. */
    private final class Ground implements TrainingGround {

        private int started;

        @Override
        public Path jobs() {
            return directory;
        }

        @Override
        public Path model(String name) {
            onModel.run();
            return directory.resolve(name);
        }

        @Override
        public void checkInstalled() {
            throw new AssertionError("the job has begun");
        }

        @Override
        public ModelManifest manifest(Path folder) {
            throw new AssertionError("nobody trained a model");
        }

        @Override
        public void install(Path folder, String name) {
            throw new AssertionError("nobody trained a model");
        }

        @Override
        public Running start(Path folder, Consumer<String> lines) {
            started++;
            return new Running() {
                @Override
                public int await() {
                    return 1;
                }

                @Override
                public void stop() {
                    // It has ended.
                }
            };
        }
    }
}
