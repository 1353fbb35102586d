package io.vizsla.query.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.QueryModels;
import io.vizsla.api.collection.RebuildProgress;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebuildServiceTest {

    private static final CollectionChange SHORT =
            new CollectionChange(null, null, null, 64, 8, null, null, null, null, null);

    private final CollectionServices parts = new CollectionServices();
    private final CollectionService collections = parts.service();
    private final FakeRebuilds rebuilds = new FakeRebuilds();
    private final RebuildService service = new RebuildService(collections, rebuilds);

    @BeforeEach
    void addCollection() {
        collections.put("c", CollectionChange.NONE);
    }

    @Test
    void anEmptyCollectionSimplyChanges() {
        parts.models().use("c", "fake-tuned", SwitchStrategy.QUERY_ONLY);

        assertThat(service.begin("c", CollectionChange.ofModel("fake2"))).isEmpty();

        assertThat(collections.get("c").model()).isEqualTo("fake2");
        assertThat(collections.get("c").queryModels()).isEqualTo(QueryModels.NONE);
        refused(ErrorCode.UNKNOWN_RESOURCE, null, () -> service.find("c"));
    }

    @Test
    void oneThatHoldsDocumentsStaysAsItIsUntilTheyAreIndexedAnew() {
        addDocument();
        CollectionSpec before = collections.get("c");

        RebuildProgress begun = service.begin("c", SHORT).orElseThrow();

        assertThat(collections.get("c")).isEqualTo(before);
        assertThat(begun.rebuild().from()).isEqualTo(before);
        assertThat(begun.rebuild().to().cutting()).isEqualTo(new Cutting(64, 8));
        assertThat(begun.rebuild().to().generation()).isOne();
        assertThat(service.find("c")).isEqualTo(begun);
        service.end("c");
        refused(ErrorCode.UNKNOWN_RESOURCE, null, () -> service.end("c"));
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingBegins() {
        addDocument();

        refused(ErrorCode.UNKNOWN_MODEL, "model", () -> service.begin("c", CollectionChange.ofModel("none")));
        refused(
                ErrorCode.INVALID_ARGUMENT,
                "cutting.maxTokens",
                () -> service.begin(
                        "c", new CollectionChange(null, null, null, 100_000, 8, null, null, null, null, null)));
        refused(ErrorCode.UNKNOWN_COLLECTION, "collection", () -> service.begin("none", SHORT));
        refused(ErrorCode.UNKNOWN_COLLECTION, "collection", () -> service.find("none"));
        refused(ErrorCode.UNKNOWN_COLLECTION, "collection", () -> service.end("none"));
        refused(ErrorCode.UNKNOWN_RESOURCE, null, () -> service.find("c"));
    }

    @Test
    void withoutAnIndexThatServedBeforeThereIsNoWayBack() {
        assertThat(service.back("c")).isEmpty();
    }

    @Test
    void onlyARebuildByTheModelIsGivenUpAndOnlyWhileItBuilds() {
        addDocument();
        service.begin("c", CollectionChange.ofModel("fake2"));

        service.giveUp("c", "fake");
        assertThat(service.isBuilding("c", "fake2")).isTrue();
        service.giveUp("c", "fake2");
        assertThat(service.isBuilding("c", "fake2")).isFalse();
        refused(ErrorCode.UNKNOWN_RESOURCE, null, () -> service.find("c"));

        service.begin("c", CollectionChange.ofModel("fake2"));
        rebuilds.finish("c");
        service.giveUp("c", "fake2");
        assertThat(service.find("c").state()).isEqualTo(RebuildProgress.State.DONE);
    }

    @Test
    void nothingIsBegunWhileTheCollectionIsDeleted() {
        addDocument();
        parts.deletions().begin("c");

        refused(ErrorCode.CONFLICT, "collection", () -> service.begin("c", SHORT));
        refused(ErrorCode.CONFLICT, "collection", () -> service.back("c"));
    }

    private void addDocument() {
        parts.addDocument("c");
    }

    private static void refused(ErrorCode code, String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.field().orElse(null)).isEqualTo(field);
        });
    }
}
