package io.vizsla.query.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.ingestion.DocumentBody;
import io.vizsla.query.testing.NarrowEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collection is looked up for, and what its queries are for. */
class CollectionTasksTest {

    private static final Map<String, String> TASKS = Map.of("support", "Find the help page", "code", "Find the method");

    private final CollectionServices parts = new CollectionServices();
    private final CollectionService service = parts.service();

    @Test
    void keepsRoleTasksAndDefault() {
        service.put("c", change(null, Purpose.TOOL, TASKS, "code"));
        service.put("c", change(null, null, null, null));

        assertThat(service.get("c").purpose()).isEqualTo(Purpose.TOOL);
        assertThat(service.get("c").tasks()).isEqualTo(new Tasks(TASKS, "code"));
    }

    @Test
    void anEmptyDefaultTakesTheDefaultAway() {
        service.put("c", change(null, null, TASKS, "code"));
        service.put("c", change(null, null, null, ""));

        assertThat(service.get("c").tasks()).isEqualTo(new Tasks(TASKS, null));
    }

    @Test
    void changesTasksAndRefusesAnotherRoleWhileThereAreDocuments() {
        service.put("c", CollectionChange.NONE);
        parts.writes()
                .append(new DocumentRef("c", "d"), DocumentBody.ofText(null, "text", Map.of(), null))
                .join();

        service.put("c", change(null, Purpose.KNOWLEDGE, TASKS, "support"));
        refused(ErrorCode.CONFLICT, "role", "memory", () -> service.put("c", change(null, Purpose.MEMORY, null, null)));

        assertThat(service.get("c").tasks().usual()).isEqualTo("support");
        assertThat(service.get("c").purpose()).isEqualTo(Purpose.KNOWLEDGE);
    }

    @Test
    void changesTheRoleOfAnEmptyCollectionAndDropsItsIndex() {
        service.put("c", CollectionChange.NONE);

        service.put("c", change(null, Purpose.MEMORY, null, null));

        assertThat(service.get("c").purpose()).isEqualTo(Purpose.MEMORY);
        assertThat(parts.dropped()).containsExactly("c", "c");
    }

    @Test
    void refusesADefaultThatIsNoTask() {
        refused("defaultTask", "poems", () -> service.put("c", change(null, null, TASKS, "poems")));
        service.put("c", change(null, null, TASKS, "code"));

        // The default that is there goes with the tasks that are sent.
        refused("defaultTask", "code", () -> service.put("c", change(null, null, Map.of("a", "b"), null)));
    }

    @Test
    void refusesMoreThanAHundredTasks() {
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < Tasks.MOST; i++) {
            many.put("t" + i, "Find it");
        }
        service.put("c", change(null, null, many, null));
        many.put("more", "Find it");

        refused("tasks", "101 of them", () -> service.put("c", change(null, null, many, null)));
        assertThat(service.get("c").tasks().instructions()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Upper", "-a", "_a", "a b", "ä", "a/b", "a\u0000"})
    void refusesNamesThatAreNone(String name) {
        refused("tasks", null, () -> service.put("c", change(null, null, Map.of(name, "Find it"), null)));
    }

    @Test
    void refusesNamesThatAreTooLong() {
        service.put("c", change(null, null, Map.of("x".repeat(63), "Find it"), null));

        refused("tasks", null, () -> service.put("c", change(null, null, Map.of("x".repeat(64), "Find it"), null)));
    }

    @Test
    void refusesInstructionsThatAreBlankOrTooLong() {
        service.put("c", change(null, null, Map.of("a", "x".repeat(Tasks.LONGEST)), null));

        refused("tasks.a", null, () -> service.put("c", change(null, null, Map.of("a", " \n"), null)));
        refused("tasks.a", null, () -> service.put("c", change(null, null, Map.of("a", ""), null)));
        refused(
                "tasks.a",
                null,
                () -> service.put("c", change(null, null, Map.of("a", "x".repeat(Tasks.LONGEST + 1)), null)));
    }

    @Test
    void refusesAnInstructionThatLeavesTheModelNoRoom() {
        Map<String, String> good = Map.of("a", "x".repeat(NarrowEncoder.LONGEST));
        Map<String, String> bad = Map.of("a", "Find it", "b", "x".repeat(NarrowEncoder.LONGEST + 1));

        service.put("c", change("fake-narrow", null, good, null));
        refused(ErrorCode.TOO_LARGE, "tasks.b", "xxx", () -> service.put("c", change("fake-narrow", null, bad, null)));

        assertThat(service.get("c").tasks().instructions()).isEqualTo(good);
    }

    @Test
    void looksAgainWhenTheModelChanges() {
        Map<String, String> tooLong = Map.of("b", "x".repeat(NarrowEncoder.LONGEST + 1));
        service.put("c", change("fake", null, tooLong, null));

        refused(ErrorCode.TOO_LARGE, "tasks.b", "xxx", () -> service.put("c", change("fake-narrow", null, null, null)));
    }

    @Test
    void takesAnyInstructionForAModelThatReadsNone() {
        Map<String, String> tasks = Map.of("b", "x".repeat(NarrowEncoder.LONGEST + 1));

        service.put("c", change("fake-narrow-deaf", null, tasks, null));

        assertThat(service.get("c").tasks().instructions()).isEqualTo(tasks);
    }

    @Test
    void deletesTheJudgementsOfTheCollectionAndNoOthers() {
        service.put("c", CollectionChange.NONE);
        service.put("c2", CollectionChange.NONE);
        for (int i = 0; i < 1200; i++) {
            judge("c", "query " + i, i % 2 == 0 ? Judgement.Source.JUDGED : Judgement.Source.CLICKED);
        }
        judge("c2", "other", Judgement.Source.JUDGED);

        service.delete("c");

        assertThat(parts.judgements().count("c")).isZero();
        assertThat(parts.judgements().count("c2")).isEqualTo(1);
        assertThat(parts.judgements().awaited()).hasSize(3);
    }

    private void judge(String collection, String query, Judgement.Source source) {
        parts.judgements()
                .append(new Judgement(new DocumentRef(collection, "d"), query, null, 1, source, null, Instant.EPOCH))
                .join();
    }

    private static CollectionChange change(
            String model, Purpose purpose, Map<String, String> tasks, String defaultTask) {
        return new CollectionChange(model, null, null, null, null, null, purpose, tasks, defaultTask, null);
    }

    private static void refused(String field, String value, ThrowingCallable call) {
        refused(ErrorCode.INVALID_ARGUMENT, field, value, call);
    }

    private static void refused(ErrorCode code, String field, String value, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(VizslaException.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.field()).contains(field);
            assertThat(error.value()).isPresent();
            assertThat(error.value().orElseThrow()).contains(value == null ? "" : value);
            assertThat(error.bound().orElseThrow()).isNotBlank();
        });
    }
}
