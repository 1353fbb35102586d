package io.vizsla.query.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.QueryModels;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.testing.NarrowEncoder;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelSwitchTest {

    private static final String TUNED = "fake-tuned";
    private static final String MAPPED = "fake-tuned-mapped";

    private final CollectionServices parts = new CollectionServices();
    private final CollectionService service = parts.service();
    private final ModelSwitch models = parts.models();

    @BeforeEach
    void create() {
        service.put("c", CollectionChange.NONE);
    }

    @Test
    void anotherModelReadsTheQueriesWhileThereAreDocuments() {
        addDocument();

        CollectionSpec switched = models.use("c", TUNED, SwitchStrategy.QUERY_ONLY);

        assertThat(switched.queryModels()).isEqualTo(new QueryModels(TUNED, null, "fake"));
        assertThat(switched.model()).isEqualTo("fake");
        assertThat(service.get("c")).isEqualTo(switched);
        assertThat(models.use("c", TUNED, SwitchStrategy.QUERY_ONLY)).isEqualTo(switched);
        assertThat(parts.dropped()).containsExactly("c");
    }

    @Test
    void theOwnModelTakesTheQueriesBackByAnyStrategy() {
        for (SwitchStrategy strategy : SwitchStrategy.values()) {
            models.use("c", TUNED, SwitchStrategy.QUERY_ONLY);

            CollectionSpec back = models.use("c", "fake", strategy);

            assertThat(back.queryModels()).isEqualTo(new QueryModels(null, null, TUNED));
        }
    }

    @Test
    void aRollbackSwapsTheTwo() {
        models.use("c", TUNED, SwitchStrategy.QUERY_ONLY);

        assertThat(models.rollBack("c").queryModels()).isEqualTo(new QueryModels(null, null, TUNED));
        assertThat(models.rollBack("c").queryModels()).isEqualTo(new QueryModels(TUNED, null, "fake"));
        assertThat(service.get("c").queryModel()).isEqualTo(TUNED);
    }

    @Test
    void withoutAPreviousModelThereIsNoWayBack() {
        refused(ErrorCode.CONFLICT, "previousQueryModel", () -> models.rollBack("c"));
    }

    @Test
    void aModelThatDoesNotServeTheSpaceChangesNothing() {
        refused(ErrorCode.CONFLICT, "model", () -> models.use("c", "fake-other", SwitchStrategy.QUERY_ONLY));
        refused(ErrorCode.UNKNOWN_MODEL, "model", () -> models.use("c", "none", SwitchStrategy.QUERY_ONLY));
        refused(ErrorCode.UNKNOWN_MODEL, "model", () -> models.use("c", "none", SwitchStrategy.COMPENSATE));

        assertThat(service.get("c").queryModels()).isEqualTo(QueryModels.NONE);
        assertThat(service.get("c").model()).isEqualTo("fake");
    }

    @Test
    void aModelOfAnotherDimensionIsNotPromotedWithoutIndexingAnew() {
        String other = "fake-tuned-short";
        models.use("c", TUNED, SwitchStrategy.QUERY_ONLY);
        addDocument();
        CollectionSpec champion = service.get("c");

        refused(ErrorCode.SPACE_MISMATCH, "dimension", () -> models.use("c", other, SwitchStrategy.QUERY_ONLY));
        refused(ErrorCode.CONFLICT, "strategy", () -> models.use("c", other, SwitchStrategy.COMPENSATE));
        refused(ErrorCode.CONFLICT, "strategy", () -> models.use("c", other, SwitchStrategy.REINDEX));

        assertThat(service.get("c")).isEqualTo(champion);
        assertThat(champion.queryModel()).isEqualTo(TUNED);
    }

    @Test
    void theOwnModelTakesOverFromOneThatIsGone() {
        parts.registry().put(service.get("c").withQueryModels(new QueryModels("none", null, "fake")));

        CollectionSpec back = models.use("c", "fake", SwitchStrategy.QUERY_ONLY);

        assertThat(back.queryModels()).isEqualTo(new QueryModels(null, null, "none"));
        refused(ErrorCode.UNKNOWN_MODEL, "model", () -> models.rollBack("c"));
        assertThat(service.get("c")).isEqualTo(back);
    }

    @Test
    void onlyAModelWithAMapCompensates() {
        refused(ErrorCode.CONFLICT, "strategy", () -> models.use("c", TUNED, SwitchStrategy.COMPENSATE));

        assertThat(models.use("c", MAPPED, SwitchStrategy.COMPENSATE).queryModel())
                .isEqualTo(MAPPED);
    }

    @Test
    void otherChangesLeaveTheQueryModelsAloneButAnotherSpaceDoesNot() {
        models.use("c", TUNED, SwitchStrategy.QUERY_ONLY);

        service.put("c", tasks(Map.of("support", "Find the help page")));
        assertThat(service.get("c").queryModel()).isEqualTo(TUNED);
        service.put("c", new CollectionChange(null, null, null, null, null, null, Purpose.TOOL, null, null, null));
        assertThat(service.get("c").queryModels()).isEqualTo(QueryModels.NONE);
        models.use("c", TUNED, SwitchStrategy.QUERY_ONLY);
        service.put("c", CollectionChange.ofModel("fake2"));
        assertThat(service.get("c").queryModels()).isEqualTo(QueryModels.NONE);
    }

    @Test
    void tasksMustLeaveTheNewModelRoom() {
        Map<String, String> tooLong = Map.of("b", "x".repeat(NarrowEncoder.LONGEST + 1));
        service.put("c", tasks(tooLong));

        refused(ErrorCode.TOO_LARGE, "tasks.b", () -> models.use("c", "fake-narrow-tuned", SwitchStrategy.QUERY_ONLY));

        service.put("c", tasks(Map.of()));
        models.use("c", "fake-narrow-tuned", SwitchStrategy.QUERY_ONLY);
        refused(ErrorCode.TOO_LARGE, "tasks.b", () -> service.put("c", tasks(tooLong)));
    }

    @Test
    void unknownCollectionsAndThoseBeingDeletedAreRefused() {
        refused(ErrorCode.UNKNOWN_COLLECTION, "collection", () -> models.use("none", TUNED, SwitchStrategy.QUERY_ONLY));
        refused(ErrorCode.UNKNOWN_COLLECTION, "collection", () -> models.rollBack("none"));
        parts.deletions().begin("c");

        refused(ErrorCode.CONFLICT, "collection", () -> models.use("c", TUNED, SwitchStrategy.QUERY_ONLY));
        refused(ErrorCode.CONFLICT, "collection", () -> models.rollBack("c"));
    }

    @Test
    void aChallengerReadsAlongAndMayTakeOver() {
        assertThat(models.challenge("c", TUNED).queryModels()).isEqualTo(new QueryModels(null, TUNED, null));
        assertThat(models.challenge("c", MAPPED).queryModels()).isEqualTo(new QueryModels(null, MAPPED, null));
        assertThat(models.challenge("c", null).queryModels()).isEqualTo(QueryModels.NONE);
        models.challenge("c", TUNED);

        assertThat(models.use("c", TUNED, SwitchStrategy.QUERY_ONLY).queryModels())
                .isEqualTo(new QueryModels(TUNED, null, "fake"));
    }

    @Test
    void whatCannotServeCannotChallenge() {
        refused(ErrorCode.CONFLICT, "challenger", () -> models.challenge("c", "fake"));
        refused(ErrorCode.CONFLICT, "model", () -> models.challenge("c", "fake-other"));
        refused(ErrorCode.UNKNOWN_MODEL, "model", () -> models.challenge("c", "none"));

        assertThat(service.get("c").queryModels()).isEqualTo(QueryModels.NONE);
    }

    @Test
    void strategiesHaveNames() {
        assertThat(SwitchStrategy.of("strategy", null)).isEqualTo(SwitchStrategy.QUERY_ONLY);
        assertThat(SwitchStrategy.of("strategy", "compensate")).isEqualTo(SwitchStrategy.COMPENSATE);
        refused(ErrorCode.INVALID_ARGUMENT, "strategy", () -> SwitchStrategy.of("strategy", "QUERY_ONLY"));
    }

    private void addDocument() {
        parts.writes()
                .append(new DocumentRef("c", "d"), DocumentBody.ofText(null, "text", Map.of(), null))
                .join();
    }

    private static CollectionChange tasks(Map<String, String> tasks) {
        return new CollectionChange(null, null, null, null, null, null, null, tasks, null, null);
    }

    private static void refused(ErrorCode code, String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.field()).contains(field);
            assertThat(error.bound()).isPresent();
        });
    }
}
