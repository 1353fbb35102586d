package io.vizsla.models.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.encoding.DemonstrationBlend;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.SharedModel;
import io.vizsla.api.model.SharedModels;
import io.vizsla.models.BuiltInModels;
import io.vizsla.models.Checksums;
import io.vizsla.models.ModelFolder;
import io.vizsla.models.ModelFolders;
import io.vizsla.models.imports.ImportOptions;
import io.vizsla.models.imports.ModelImport;
import io.vizsla.testkit.InMemoryArtefactStore;
import io.vizsla.testkit.InMemoryCollectionRegistry;
import io.vizsla.testkit.TinyExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelShareTest {

    private static final String NAME = "tiny";

    @TempDir
    private Path dir;

    private final InMemoryArtefactStore artefacts = new InMemoryArtefactStore();
    private final InMemoryModels registry = new InMemoryModels();
    private ModelFolder model;
    private ModelShare owner;
    private ModelShare other;

    @BeforeEach
    void importModel() throws IOException {
        model = imported("owner");
        owner = new ModelShare(dir.resolve("owner"), registry, artefacts);
        other = new ModelShare(dir.resolve("other"), registry, artefacts);
    }

    private ModelFolder imported(String directory) throws IOException {
        return new ModelImport(dir.resolve(directory), ImportOptions.DEFAULTS)
                .run(
                        TinyExport.write(dir.resolve("exports/" + directory + "/" + NAME))
                                .folder(),
                        draft -> {})
                .folder();
    }

    @Test
    void whatOneHasTheOtherFetches() throws IOException {
        Files.writeString(model.path().resolve("learned.json"), "beside the manifest");
        assertThat(refused(() -> other.find(NAME)).code()).isEqualTo(ErrorCode.UNKNOWN_MODEL);

        owner.offer(NAME);

        assertThat(other.names()).containsExactly(NAME);
        assertThat(other.manifests()).extracting(ModelManifest::name).containsExactly(NAME);
        assertThat(dir.resolve("other")).doesNotExist();
        ModelFolder fetched = other.find(NAME);
        fetched.verify();
        assertThat(fetched.manifest()).isEqualTo(model.manifest());
        assertThat(contents(fetched.path())).isEqualTo(contents(model.path()));
        assertThat(other.manifests()).hasSize(1);
    }

    @Test
    void whatIsSharedIsNotSharedAgain() throws IOException {
        owner.offer(NAME);
        SharedModel first = registry.find(NAME).orElseThrow();
        int artefactsBefore = artefacts.size();
        other.find(NAME);

        owner.offer(NAME);
        other.offer(NAME);

        assertThat(registry.puts).isEqualTo(1);
        model.writeBlend(new DemonstrationBlend(0.3, 0.05, 0.4, 0.9), "claims:train");
        owner.offer(NAME);
        assertThat(registry.find(NAME).orElseThrow()).isNotEqualTo(first);
        assertThat(artefacts.size()).isEqualTo(artefactsBefore + 1);
    }

    @Test
    void otherWeightsUnderItsNameAreRefused() throws IOException {
        owner.offer(NAME);
        ModelFolder impostor = imported("other");
        Path tokenizer = impostor.resolve(impostor.manifest().tokenizer());
        String manifest = Files.readString(impostor.path().resolve(ModelFolder.MANIFEST));
        Files.writeString(tokenizer, Files.readString(tokenizer).replace("swim", "swam"));
        ModelFile changed = Checksums.describe(
                impostor.path(), impostor.manifest().tokenizer().path());
        Files.writeString(
                impostor.path().resolve(ModelFolder.MANIFEST),
                manifest.replace(impostor.manifest().tokenizer().sha256(), changed.sha256()));

        VizslaException refused = refused(() -> other.offer(NAME));

        assertThat(refused.code()).isEqualTo(ErrorCode.CONFLICT);
        assertThat(refused.detail()).contains("tiny/").contains(changed.sha256());
        assertThat(registry.puts).isEqualTo(1);
    }

    @Test
    void whatIsNotHereIsNotShared() {
        other.offer(NAME);
        other.offer("../owner/tiny");

        assertThat(registry.list()).isEmpty();
    }

    @Test
    void whatEveryProcessMakesItselfIsNotShared() {
        for (String name : BuiltInModels.names()) {
            BuiltInModels.ensure(dir.resolve("owner"), name);
            owner.offer(name);
        }

        assertThat(registry.list()).isEmpty();
        assertThat(owner.names()).containsAll(BuiltInModels.names());
    }

    @Test
    void brokenModelsAreNotShared() throws IOException {
        Files.write(model.resolve(model.manifest().tokenizer()), new byte[] {1});

        assertThat(refused(() -> owner.offer(NAME)).code()).isEqualTo(ErrorCode.INVALID_MODEL);

        assertThat(registry.list()).isEmpty();
        assertThat(artefacts.size()).isZero();
    }

    @Test
    void damagedFilesLeaveNothingBehind() {
        owner.offer(NAME);
        ModelFile file = model.manifest().tokenizer();
        artefacts.damage(new Artefact(file.sha256(), file.bytes()), new byte[] {1});

        VizslaException broken = refused(() -> other.find(NAME));

        assertThat(broken.code()).isEqualTo(ErrorCode.INVALID_MODEL);
        assertThat(broken.detail()).contains(NAME).contains(file.sha256());
        assertThat(dir.resolve("other")).isEmptyDirectory();
    }

    @Test
    void filesThatAreGoneLeaveNothingBehind() {
        owner.offer(NAME);
        artefacts.remove(model.manifest().tokenizer().sha256(), Instant.MAX);

        assertThat(refused(() -> other.find(NAME)).code()).isEqualTo(ErrorCode.INVALID_MODEL);

        assertThat(dir.resolve("other")).isEmptyDirectory();
    }

    @Test
    void pathsOutOfTheFolderAreRefused() {
        owner.offer(NAME);
        String sum = model.manifest().tokenizer().sha256();

        for (String path : List.of("../model.json", "/etc/model.json", "a\\b", "C:model.json", "")) {
            assertThat(refused(() -> new ModelFile(path, sum, 1)).detail()).contains("path");
        }
    }

    @Test
    void manyWhoAskAtOnceAllGetIt() throws Exception {
        owner.offer(NAME);
        List<Future<ModelFolder>> found = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                found.add(pool.submit(() -> other.find(NAME)));
            }
        }

        for (Future<ModelFolder> one : found) {
            one.get().verify();
        }
        assertThat(new ModelFolders(dir.resolve("other")).leftovers()).isEmpty();
    }

    @Test
    void collectionsShareWhatTheyName() {
        InMemoryCollectionRegistry specs = new InMemoryCollectionRegistry();
        SharingRegistry sharing = new SharingRegistry(specs, owner);

        sharing.put(new CollectionSpec("docs", NAME, "en", new Cutting(64, 0), FieldSchema.EMPTY, Map.of()));

        assertThat(specs.find("docs")).isPresent();
        assertThat(registry.find(NAME)).isPresent();
    }

    @Test
    void modelsOfEarlierCollectionsAreSharedAndABrokenOneHoldsUpNoOther() throws IOException {
        InMemoryCollectionRegistry specs = new InMemoryCollectionRegistry();
        specs.put(new CollectionSpec("a", "broken", "en", new Cutting(64, 0), FieldSchema.EMPTY, Map.of()));
        specs.put(new CollectionSpec("b", NAME, "en", new Cutting(64, 0), FieldSchema.EMPTY, Map.of()));
        Files.writeString(Files.createDirectories(dir.resolve("owner/broken")).resolve(ModelFolder.MANIFEST), "{}");

        new SharingRegistry(specs, owner).offerAll();

        assertThat(registry.list()).extracting(SharedModel::name).containsExactly(NAME);
    }

    private static VizslaException refused(ThrowingCallable call) {
        return catchThrowableOfType(VizslaException.class, call);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        NavigableMap<String, String> contents = new ConcurrentSkipListMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Checksums.of(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    /** The shared models of a test. */
    private static final class InMemoryModels implements SharedModels {

        private final NavigableMap<String, SharedModel> models = new ConcurrentSkipListMap<>();
        private int puts;

        @Override
        public Optional<SharedModel> find(String name) {
            return Optional.ofNullable(models.get(name));
        }

        @Override
        public List<SharedModel> list() {
            return List.copyOf(models.values());
        }

        @Override
        public void put(SharedModel model) {
            models.put(model.name(), model);
            puts++;
        }
    }
}
