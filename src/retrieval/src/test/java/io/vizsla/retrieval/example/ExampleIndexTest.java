package io.vizsla.retrieval.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.collection.OpenCollection;
import io.vizsla.api.collection.Tasks;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.document.FieldType;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.QuerySideEncoder;
import io.vizsla.api.filter.Filter;
import io.vizsla.api.filter.Operator;
import io.vizsla.api.judgement.QueryId;
import io.vizsla.api.passage.Batch;
import io.vizsla.api.passage.Chunk;
import io.vizsla.api.passage.ChunkId;
import io.vizsla.api.passage.EncodedChunk;
import io.vizsla.api.passage.IndexSpec;
import io.vizsla.api.passage.PassageIndex;
import io.vizsla.retrieval.InnerProduct;
import io.vizsla.retrieval.example.ExampleSource.Wanted;
import io.vizsla.testkit.FakeEncoder;
import io.vizsla.testkit.InMemoryPassageIndex;
import io.vizsla.testkit.InMemoryPassageIndexes;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExampleIndexTest {

    private static final FieldSchema FIELDS = FieldSchema.of(Map.of("year", FieldType.INTEGER));
    private static final Filter SINCE_2020 = new Filter.Compare("year", Operator.GTE, 2020L);

    private final FakeEncoder encoder = new FakeEncoder();
    private final InMemoryPassageIndex passages = new InMemoryPassageIndex(new IndexSpec(
            "c", encoder.card().space(), FakeEncoder.DIMENSION, FakeEncoder.TOKEN_DIMENSION, "en", FIELDS));
    private final OpenCollection collection = open(Tasks.NONE);
    private final ExampleIndex examples = new ExampleIndex(new InMemoryPassageIndexes());

    @Test
    void choosesTheNearestJudgedQueriesWithTheirPassages() {
        document("dogs", "a pointing dog stands still");
        document("cars", "an engine needs oil");
        write(judged("how do dogs point", "dogs", 3), judged("which oil for an engine", "cars", 2));

        List<Example> chosen = choose("how do dogs stand", 1);

        assertThat(chosen).hasSize(1);
        Example one = chosen.getFirst();
        assertThat(one.query()).isEqualTo("how do dogs point");
        assertThat(one.passage()).isEqualTo("a pointing dog stands still");
        assertThat(one.source()).isEqualTo(id("dogs", 0));
        assertThat(one.grade()).isEqualTo(3);
        assertThat(one.reason()).isEqualTo("the nearest judged query");
        assertThat(one.passageVector()).isEqualTo(passage("a pointing dog stands still"));
        assertThat(one.cosine())
                .isCloseTo(InnerProduct.of(query("how do dogs stand"), query("how do dogs point")), within(1e-6));
    }

    @Test
    void neverChoosesTheQueryItselfInWhateverDress() {
        document("dogs", "a pointing dog stands still");
        write(judged("How do dogs point?", "dogs", 3));

        assertThat(choose("how  do DOGS point ?!", 4)).isEmpty();
        assertThat(choose("how do dogs point at birds", 4)).hasSize(1);
    }

    @Test
    void leavesOutExamplesWhosePassageIsGone() {
        document("dogs", "a pointing dog stands still");
        write(judged("how do dogs point", "dogs", 1), judged("how do dogs sleep", "absent", 3));

        assertThat(choose("how do dogs sleep well", 2))
                .extracting(Example::query)
                .containsExactly("how do dogs point");
    }

    @Test
    void likenessToATakenExampleCosts() {
        document("a", "first");
        document("b", "second");
        write(
                judged("red apple pie recipe", "a", 1),
                judged("red apple pie recipes", "a", 1),
                judged("red wine", "b", 1));

        assertThat(choose("red apple pie", 2, 0, false))
                .extracting(Example::source)
                .containsOnly(id("a", 0));
        assertThat(choose("red apple pie", 2, 1, false))
                .extracting(Example::source)
                .containsExactly(id("a", 0), id("b", 0));
        assertThat(choose("red apple pie", 2, 0, true))
                .extracting(Example::source)
                .containsExactly(id("a", 0), id("b", 0));
    }

    @Test
    void onlyWhereLikenessCostsIsAReasonThatAnExampleIsUnlikeOthers() {
        document("a", "first");
        write(
                judged("red apple pie recipe", "a", 1),
                judged("red apple pie recipes", "a", 1),
                judged("red wine", "a", 1));

        assertThat(choose("red apple pie", 2, 0, false))
                .extracting(Example::reason)
                .containsExactly("the nearest judged query", "judged query 2 by nearness");
        assertThat(choose("red apple pie", 2, 1, false))
                .extracting(Example::reason)
                .containsExactly(
                        "the nearest judged query", "judged query 3 by nearness, unlike the examples before it");
    }

    @Test
    void findsTheChunkThatAnswersWhereOnlyTheDocumentWasNamed() {
        document("book", "about the weather", "about pointing dogs", "about engines");
        write(judged("pointing dogs", "book", 3));

        assertThat(choose("dogs that point", 1)).extracting(Example::source).containsExactly(id("book", 1));
    }

    @Test
    void findsTheChunkThatAnswersInADocumentThatWasCutAnew() {
        document("book", "about the weather", "about pointing dogs", "about engines");
        write(judged("pointing dogs", "book", 3));
        passages.delete(new DocumentRef("c", "book"), Long.MAX_VALUE);
        document("book", "about pointing dogs", "about the weather and engines");

        assertThat(choose("dogs that point", 1)).extracting(Example::passage).containsExactly("about pointing dogs");
    }

    @Test
    void findsTheChunkThatAnswersInADocumentThatCameAfterItsJudgement() {
        write(judged("pointing dogs", "book", 3));
        assertThat(choose("dogs that point", 1)).isEmpty();
        document("book", "about the weather", "about pointing dogs", "about engines");

        assertThat(choose("dogs that point", 1)).extracting(Example::source).containsExactly(id("book", 1));
    }

    @Test
    void looksFurtherWhereAFilterHidesTheNearest() {
        JudgedQuery[] judged = new JudgedQuery[41];
        for (int i = 0; i < 40; i++) {
            document("old" + i, Map.of("year", 1999), "red apple pie");
            judged[i] = judged("red apple pie recipe of aunt " + i, "old" + i, 1);
        }
        document("new", Map.of("year", 2020), "wine is made of grapes");
        judged[40] = judged("red wine", "new", 1);
        write(judged);

        Chosen chosen = examples.choose(collection, wanted("red apple pie", 1, 0, false, SINCE_2020));

        assertThat(chosen.examples()).extracting(Example::query).containsExactly("red wine");
        assertThat(chosen.dropped()).isEqualTo(Map.of(Chosen.Reason.HIDDEN, 40));
        assertThat(chosen.candidates()).isEqualTo(41);
    }

    @Test
    void tellsNoTextThatIsHiddenWhileExamplesAreChosen() {
        document("dogs", Map.of("year", 2020), "a pointing dog stands still");
        write(judged("how do dogs point", "dogs", 3));
        PassageIndex changing = (PassageIndex) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PassageIndex.class}, (proxy, method, given) -> {
                    if (method.getName().equals("chunks")) {
                        passages.upsert(new Batch(List.of(chunk("dogs", 0, 2, Map.of("year", 1999), "a secret"))));
                    }
                    return method.invoke(passages, given);
                });
        OpenCollection racing = new OpenCollection(collection.spec(), encoder, changing);

        Chosen chosen = examples.choose(racing, wanted("how do dogs stand", 1, 0, false, SINCE_2020));

        assertThat(chosen.examples()).isEmpty();
        assertThat(chosen.dropped()).isEqualTo(Map.of(Chosen.Reason.ABSENT, 1));
    }

    @Test
    void countsWhatIsNoExampleAndWhy() {
        document("a", "first");
        write(
                judged("red apple pie recipe", "a", 1),
                judged("red apple pie recipes", "a", 1),
                judged("red wine", "absent", 1));

        Chosen chosen = examples.choose(collection, wanted("red apple pie", 2, 0, true, null));

        assertThat(chosen.examples()).hasSize(1);
        assertThat(chosen.dropped()).isEqualTo(Map.of(Chosen.Reason.ABSENT, 1, Chosen.Reason.REPEATED, 1));
    }

    @Test
    void keepsToTheChunkThatWasNamed() {
        document("book", "about the weather", "about pointing dogs", "about engines");
        write(new JudgedQuery(QueryId.of("pointing dogs"), "pointing dogs", id("book", 2), false, 3));

        assertThat(choose("dogs that point", 1)).extracting(Example::source).containsExactly(id("book", 2));
    }

    @Test
    void whatCannotBeTakenCostsTheOthersNothing() {
        document("b", "second");
        write(
                judged("red apple pie recipe", "absent", 1),
                judged("red apple pie recipes", "b", 1),
                judged("red wine", "b", 1));

        List<Example> chosen = choose("red apple pie", 1, 1, false);

        assertThat(chosen).extracting(Example::query).containsExactly("red apple pie recipes");
        assertThat(chosen.getFirst().reason()).isEqualTo("judged query 2 by nearness");
    }

    @Test
    void aQueryWithoutAnswerIsNoExampleAnyMore() {
        document("dogs", "a pointing dog stands still");
        write(judged("how do dogs point", "dogs", 3));
        examples.write(
                collection,
                List.of(new JudgedQuery(QueryId.of("how do dogs point"), "how do dogs point", null, true, 0)),
                2);

        assertThat(choose("how do dogs stand", 1)).isEmpty();
    }

    @Test
    void anotherInstructionMakesTheIndexAnew() {
        document("dogs", "a pointing dog stands still");
        write(judged("how do dogs point", "dogs", 3));
        OpenCollection instructed = open(new Tasks(Map.of("t", "Find what answers"), "t"));

        assertThat(examples.choose(instructed, wanted("how do dogs stand", 1, 0, false))
                        .examples())
                .isEmpty();
        assertThat(examples.missing()).containsExactly("c");
        assertThat(examples.missing()).isEmpty();
        assertThat(examples.open(instructed)).isZero();
        examples.write(instructed, List.of(judged("how do dogs point", "dogs", 3)), 2);
        assertThat(examples.choose(instructed, wanted("how do dogs stand", 1, 0, false))
                        .examples())
                .hasSize(1);
    }

    @Test
    void knowsWhetherItHoldsTheseQueriesAndNoOthers() {
        JudgedQuery first = judged("how do dogs point", "dogs", 3);
        JudgedQuery second = judged("which oil for an engine", "cars", 2);
        write(first, second);

        assertThat(examples.holds(collection, List.of(second, first))).isTrue();
        assertThat(examples.holds(collection, List.of(first))).isFalse();
        for (JudgedQuery other : List.of(
                judged("which oil for a car", "cars", 2),
                judged("which oil for an engine?", "cars", 2),
                judged("which oil for an engine", "trucks", 2),
                judged("which oil for an engine", "cars", 1),
                new JudgedQuery(second.id(), second.text(), id("cars", 0), false, 2))) {
            assertThat(examples.holds(collection, List.of(first, other)))
                    .as("%s", other)
                    .isFalse();
        }
        assertThat(new ExampleIndex(new InMemoryPassageIndexes()).holds(collection, List.of()))
                .isTrue();
    }

    @Test
    void isMissingUntilItIsOpened() {
        assertThat(choose("anything", 1)).isEmpty();
        assertThat(examples.missing()).containsExactly("c");
    }

    @Test
    void anotherModelThatReadsTheQueriesMakesThemAnew() {
        document("dogs", "a pointing dog stands still");
        write(judged("how do dogs point", "dogs", 3));
        OpenCollection tuned = new OpenCollection(
                collection.spec(),
                new QuerySideEncoder(encoder, new FakeEncoder("tuned"), null, false),
                collection.index());

        assertThat(examples.isOpen(collection)).isTrue();
        assertThat(examples.isOpen(tuned)).isFalse();
        assertThat(examples.choose(tuned, wanted("dogs", 1, 0, false))).isEqualTo(Chosen.NOTHING);
        assertThat(examples.missing()).containsExactly("c");
        assertThat(examples.open(tuned)).isZero();
        examples.write(tuned, List.of(judged("how do dogs point", "dogs", 3)), 1);
        assertThat(examples.choose(tuned, wanted("dogs", 1, 0, false)).examples())
                .hasSize(1);
        assertThat(choose("dogs", 1)).isEmpty();
    }

    private List<Example> choose(String text, int count) {
        return choose(text, count, 0, false);
    }

    private List<Example> choose(String text, int count, double diversity, boolean distinct) {
        return examples.choose(collection, wanted(text, count, diversity, distinct))
                .examples();
    }

    private Wanted wanted(String text, int count, double diversity, boolean distinct) {
        return wanted(text, count, diversity, distinct, null);
    }

    private Wanted wanted(String text, int count, double diversity, boolean distinct, @Nullable Filter filter) {
        return new Wanted(text, query(text), count, diversity, distinct, true, filter);
    }

    private void write(JudgedQuery... queries) {
        examples.write(collection, List.of(queries), 1);
    }

    private static JudgedQuery judged(String text, String document, int grade) {
        return new JudgedQuery(QueryId.of(text), text, id(document, 0), true, grade);
    }

    private void document(String id, String... texts) {
        document(id, Map.of(), texts);
    }

    private void document(String id, Map<String, @Nullable Object> metadata, String... texts) {
        List<EncodedChunk> chunks = new ArrayList<>();
        for (String text : texts) {
            chunks.add(chunk(id, chunks.size(), 1, metadata, text));
        }
        passages.upsert(new Batch(chunks));
    }

    private EncodedChunk chunk(
            String id, int ordinal, long version, Map<String, @Nullable Object> metadata, String text) {
        Chunk chunk = new Chunk(id(id, ordinal), version, "", List.of(), text, 0, text.length(), metadata, "h");
        return new EncodedChunk(chunk, passage(text), null);
    }

    private float[] passage(String text) {
        return encoder.encode(List.of(EncodingInput.passage(text))).dense()[0];
    }

    private float[] query(String text) {
        return encoder.encode(List.of(EncodingInput.query(text))).dense()[0];
    }

    private static ChunkId id(String document, int ordinal) {
        return new ChunkId(new DocumentRef("c", document), ordinal);
    }

    private OpenCollection open(Tasks tasks) {
        Map<String, @Nullable Object> none = Map.of();
        return new OpenCollection(
                new CollectionSpec(
                        "c", "fake", "en", new Cutting(64, 0), FieldSchema.EMPTY, Purpose.KNOWLEDGE, tasks, none),
                encoder,
                passages);
    }
}
