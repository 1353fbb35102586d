package io.vizsla.models.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.QueryModels;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.api.passage.PassageIndexes;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryCollectionRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CachedOpenCollectionsTest {

    private final InMemoryCollectionRegistry registry = new InMemoryCollectionRegistry();
    private final RecordingIndexes indexes = new RecordingIndexes();
    private final List<String> opened = new ArrayList<>();
    private final SharedEncoders encoders = new SharedEncoders(name -> {
        opened.add(name);
        return new FakeEncoder(name);
    });
    private final CachedOpenCollections collections = new CachedOpenCollections(
            registry, indexes, new CollectionEncoders(encoders, name -> QueryModelFolders.of(name)));

    @Test
    void opensOnceAndSharesTheModel() {
        put("a", Map.of());
        put("b", Map.of());

        OpenCollection first = collections.get("a");

        assertThat(collections.get("a")).isSameAs(first);
        assertThat(collections.get("b").encoder()).isSameAs(first.encoder());
        assertThat(opened).containsExactly("fake");
        assertThat(indexes.events).containsExactly("open a", "open b");
    }

    @Test
    void opensOnceForManyThreads() throws Exception {
        put("a", Map.of());
        Callable<OpenCollection> get = () -> collections.get("a");

        Set<OpenCollection> all;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<OpenCollection>> futures = threads.invokeAll(java.util.Collections.nCopies(64, get));
            all = futures.stream().map(Future::resultNow).collect(Collectors.toSet());
        }

        assertThat(all).hasSize(1);
        assertThat(indexes.events).containsExactly("open a");
    }

    @Test
    void seesChangedPipelineWithoutOpeningAgain() {
        put("a", Map.of());
        OpenCollection before = collections.get("a");

        put("a", Map.of("candidates", 5));

        OpenCollection after = collections.get("a");
        assertThat(after.spec().pipeline()).containsEntry("candidates", 5);
        assertThat(after.index()).isSameAs(before.index());
        assertThat(indexes.events).containsExactly("open a");
    }

    @Test
    void anotherModelReadsTheQueriesWithoutOpeningTheIndexAgain() {
        put("a", Map.of());
        OpenCollection plain = collections.get("a");

        query("a", QueryModelFolders.TUNED);

        OpenCollection tuned = collections.get("a");
        assertThat(tuned.encoder().queryCard().name()).isEqualTo(QueryModelFolders.TUNED);
        assertThat(tuned.encoder().card().space())
                .isEqualTo(plain.encoder().card().space());
        assertThat(tuned.index()).isSameAs(plain.index());
        assertThat(tuned.indexedAs()).isEqualTo(plain.indexedAs());
        assertThat(collections.get("a")).isSameAs(tuned);

        query("a", null);
        assertThat(collections.get("a").encoder()).isSameAs(plain.encoder());
        assertThat(indexes.events).containsExactly("open a");
        assertThat(opened).containsExactly("fake", QueryModelFolders.TUNED);
    }

    @Test
    void aModelForQueriesThatIsGoneIsNamedAndTheIndexStaysOpen() {
        put("a", Map.of());
        collections.get("a");

        query("a", "gone");

        assertThatThrownBy(() -> collections.get("a")).isInstanceOfSatisfying(VizslaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_MODEL);
            assertThat(e.value()).contains("gone");
        });
        query("a", null);
        assertThat(collections.get("a").encoder().queryCard().name()).isEqualTo("fake");
        assertThat(indexes.events).containsExactly("open a");
    }

    @Test
    void aModelOfAnotherSpaceIsRefusedBeforeTheIndexIsOpened() {
        put("a", Map.of());
        query("a", QueryModelFolders.OTHER_SPACE);

        assertThatThrownBy(() -> collections.get("a"))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        assertThat(indexes.events).isEmpty();
    }

    @Test
    void opensACollectionOfCutVectorsInASpaceOfItsOwn() {
        put("a", Map.of());
        OpenCollection whole = collections.get("a");
        registry.put(registry.find("a").orElseThrow().withDimension(FakeEncoder.TRUNCATION));

        OpenCollection cut = collections.get("a");

        assertThat(cut.encoder().card().dimension()).isEqualTo(FakeEncoder.TRUNCATION);
        assertThat(cut.indexedAs()).isNotEqualTo(whole.indexedAs());
        assertThat(indexes.specs)
                .extracting(IndexSpec::dimension)
                .containsExactly(FakeEncoder.DIMENSION, FakeEncoder.TRUNCATION);
        assertThat(indexes.specs)
                .extracting(spec -> spec.space().id())
                .containsExactly("fake@1", "fake@1/dim-" + FakeEncoder.TRUNCATION);
        assertThat(indexes.events).containsExactly("open a", "close a", "open a");
        assertThat(opened).containsExactly("fake");
    }

    @Test
    void aDimensionThatTheModelDoesNotAllowIsNamed() {
        put("a", Map.of());
        registry.put(registry.find("a").orElseThrow().withDimension(7));

        assertThatThrownBy(() -> collections.get("a"))
                .hasMessageContaining("dimension")
                .hasMessageContaining("32");
        assertThat(indexes.events).isEmpty();
    }

    @Test
    void closesWhatWasRemoved() {
        put("a", Map.of());
        collections.get("a");

        registry.remove("a");

        assertUnknown("a");
        assertThat(indexes.events).containsExactly("open a", "close a");
        assertThat(collections.opened()).isEmpty();
    }

    @Test
    void dropsBetweenClosingAndTheChange() {
        put("a", Map.of());
        collections.get("a");

        collections.dropAnd("a", () -> {
            indexes.events.add("change");
            registry.remove("a");
        });

        assertThat(indexes.events).containsExactly("open a", "close a", "drop a", "change");
        assertUnknown("a");
    }

    @Test
    void dropsWhatWasNeverOpened() {
        collections.dropAnd("a", () -> indexes.events.add("change"));

        assertThat(indexes.events).containsExactly("drop a", "change");
    }

    @Test
    void goesOverToAnIndexThatWasOpenedBesideAndGivesTheOldOneBack() {
        put("a", Map.of());
        OpenCollection before = collections.get("a");
        CollectionSpec wanted = before.spec().withGeneration(1);
        OpenCollection beside = collections.openBeside(wanted);

        assertThat(collections.switchTo(beside, wanted, () -> registry.put(wanted)))
                .containsSame(before);

        assertThat(collections.get("a").index()).isSameAs(beside.index());
        assertThat(indexes.events).containsExactly("open a", "open a@1");
        assertThat(indexes.specs.getLast().name()).isEqualTo("a@1");
    }

    @Test
    void whatAnotherProcessReplacedStaysOpenUntilItIsReplacedAgain() {
        put("a", Map.of());
        OpenCollection first = collections.get("a");

        registry.put(first.spec().withGeneration(1));
        OpenCollection second = collections.get("a");
        assertThat(second.index()).isNotSameAs(first.index());
        assertThat(indexes.events).containsExactly("open a", "open a@1");

        registry.put(first.spec());
        assertThat(collections.get("a").index()).isSameAs(first.index());
        // What others wrote to it meanwhile is to be seen.
        assertThat(indexes.events).containsExactly("open a", "open a@1", "flush a");

        registry.put(first.spec().withGeneration(2));
        collections.get("a");
        assertThat(indexes.events).containsExactly("open a", "open a@1", "flush a", "open a@2", "close a@1");

        collections.close();
        assertThat(indexes.events)
                .containsExactly("open a", "open a@1", "flush a", "open a@2", "close a@1", "close a@2", "close a");
    }

    @Test
    void whoReadsTheQueriesWhenItGoesOverIsWhoReadsThemThen() {
        put("a", Map.of());
        collections.get("a");
        CollectionSpec begun = registry.find("a").orElseThrow().withGeneration(1);
        OpenCollection beside = collections.openBeside(begun);
        query("a", QueryModelFolders.TUNED);
        CollectionSpec wanted = registry.find("a").orElseThrow().servedBy(begun);

        collections.switchTo(beside, wanted, () -> registry.put(wanted));

        assertThat(collections.get("a").spec().queryModel()).isEqualTo(QueryModelFolders.TUNED);
        assertThat(collections.get("a").encoder().queryCard().name()).isEqualTo(QueryModelFolders.TUNED);
    }

    @Test
    void aChangeThatFailsLeavesWhatServed() {
        put("a", Map.of());
        OpenCollection before = collections.get("a");
        CollectionSpec gone = before.spec().withGeneration(1).withQueryModels(new QueryModels("gone", null, null));
        OpenCollection beside = collections.openBeside(before.spec().withGeneration(1));

        assertThatThrownBy(() -> collections.switchTo(beside, gone, () -> registry.put(gone)))
                .isInstanceOf(VizslaException.class);

        assertThat(collections.get("a")).isSameAs(before);
        assertThat(registry.find("a")).contains(before.spec());
    }

    @Test
    void closesIndexesAndOpensNoneAfterwards() {
        put("a", Map.of());
        collections.get("a");

        collections.close();
        collections.close();

        assertThat(indexes.events).containsExactly("open a", "close a");
        assertThatThrownBy(() -> collections.get("a"))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_READY));
    }

    @Test
    void remembersNothingOfFailedOpening() {
        SharedEncoders failing = new SharedEncoders(name -> {
            opened.add(name);
            throw VizslaException.of(ErrorCode.UNKNOWN_MODEL, "none");
        });

        assertThatThrownBy(() -> failing.get("x")).isInstanceOf(VizslaException.class);
        assertThatThrownBy(() -> failing.get("x")).isInstanceOf(VizslaException.class);
        assertThat(opened).containsExactly("x", "x");
    }

    private void put(String name, Map<String, Object> pipeline) {
        registry.put(new CollectionSpec(name, "fake", "en", new Cutting(512, 64), FieldSchema.EMPTY, pipeline));
    }

    private void query(String name, String champion) {
        registry.put(registry.find(name).orElseThrow().withQueryModels(new QueryModels(champion, null, null)));
    }

    private void assertUnknown(String name) {
        assertThatThrownBy(() -> collections.get(name))
                .isInstanceOfSatisfying(
                        VizslaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_COLLECTION));
    }

    /** Notes what happens to indexes; the indexes themselves can only be closed. */
    private static final class RecordingIndexes implements PassageIndexes {

        private final List<IndexSpec> specs = java.util.Collections.synchronizedList(new ArrayList<>());
        private final List<String> events = java.util.Collections.synchronizedList(new ArrayList<>());

        @Override
        public PassageIndex open(IndexSpec spec) {
            specs.add(spec);
            events.add("open " + spec.name());
            return (PassageIndex) Proxy.newProxyInstance(
                    PassageIndex.class.getClassLoader(),
                    new Class<?>[] {PassageIndex.class},
                    (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "spec" -> {
                                return spec;
                            }
                            case "close" -> events.add("close " + spec.name());
                            case "equals" -> {
                                return proxy == arguments[0];
                            }
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            case "flush" -> events.add("flush " + spec.name());
                            default -> throw new UnsupportedOperationException(method.getName());
                        }
                        return null;
                    });
        }

        @Override
        public boolean exists(String name) {
            return false;
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public void drop(String name) {
            events.add("drop " + name);
        }
    }
}
