package io.vizsla.indexer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.api.judgement.Judgement.Source;
import io.vizsla.api.judgement.QueryId;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The view of judgements over a real log. */
class JudgementViewIT extends WithJudgements {

    private final Listener listener = new Listener();

    @Test
    void whatWasAwaitedIsListedAndTold() throws Exception {
        openView(listener);
        judge("how", "a", 3);
        judge("where", "b", 0);
        await(click("how", "b"));

        assertThat(listed()).containsExactlyInAnyOrder("how a 3", "how b 1", "where b 0");
        assertThat(view.count("docs")).isEqualTo(3);
        assertThat(view.count("other")).isZero();
        assertThat(listener.of("how")).containsExactlyInAnyOrder("a 3", "b 1");
        assertThat(listener.versions).isSorted();
    }

    @Test
    void readingToTheEndBringsWhatTheLogTookBefore() throws Exception {
        openView(listener);
        for (int i = 0; i < 50; i++) {
            judge("how " + i, "a", 3);
        }

        view.readToEnd(Duration.ofSeconds(30));

        assertThat(view.count("docs")).isEqualTo(50);
        assertThat(listener.of("how 49")).containsExactly("a 3");
    }

    @Test
    void aLaterJudgementTakesThePlaceOfAnEarlierOne() throws Exception {
        openView(listener);
        judge("How?", "a", 3);
        await(judge("how", "a", 1));

        assertThat(listed()).containsExactly("how a 1");
        assertThat(view.count("docs")).isEqualTo(1);
        assertThat(listener.of("how")).containsExactly("a 1");
    }

    @Test
    void removalTakesOneJudgementBack() throws Exception {
        openView(listener);
        judge("how", "a", 3);
        click("how", "a");
        await(takeBack("HOW", "a", Source.JUDGED));

        assertThat(listed()).containsExactly("how a 1");
        await(takeBack("how", "a", Source.CLICKED));
        assertThat(listed()).isEmpty();
        assertThat(view.count("docs")).isZero();
        assertThat(listener.of("how")).isEmpty();
        await(takeBack("how", "a", Source.CLICKED));
        assertThat(view.count("docs")).isZero();
    }

    @Test
    void awaitEndsWithATypedErrorWhenNothingComes() throws Exception {
        openView(listener);
        LogPosition last = judge("how", "a", 3);
        LogPosition never = new LogPosition(last.partition(), last.offset() + 1);

        assertThatThrownBy(() -> view.await(never, Duration.ofMillis(50)))
                .hasNoCause()
                .isInstanceOfSatisfying(
                        VizslaException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE));
    }

    @Test
    void goesOnFromItsFileAfterARestart() throws Exception {
        openView(listener);
        judge("how", "a", 3);
        await(judge("where", "b", 2));
        closeView();
        LogPosition last = judge("when", "c", 1);

        Listener later = new Listener();
        openView(later);
        await(last);

        assertThat(listed()).containsExactlyInAnyOrder("how a 3", "where b 2", "when c 1");
        assertThat(later.told).containsOnlyKeys(QueryId.of("when"));
        assertThat(later.idle).contains("docs");
    }

    @Test
    void isFilledAgainWhereTheFileIsLost() throws Exception {
        LogPosition last = fill();
        Files.delete(file());

        openView(new Listener());
        await(last);

        assertThat(view.count("docs")).isEqualTo(300);
        assertThat(view.page("docs", null, 1000)).hasSize(300);
    }

    @Test
    void isFilledAgainWhereTheFileIsBroken() throws Exception {
        LogPosition last = fill();
        Files.write(file(), new byte[4096]);

        openView(new Listener());
        await(last);

        assertThat(view.count("docs")).isEqualTo(300);
    }

    @Test
    void anotherTopicOfTheNameClearsIt() throws Exception {
        fill();
        recreate();

        openView(listener);
        await(judge("new", "z", 1));

        assertThat(listener.forgotten).containsExactly("docs");
        assertThat(listed()).containsExactly("new z 1");
        assertThat(view.count("docs")).isEqualTo(1);
    }

    @Test
    void passesOverWhatIsNoJudgement() throws Exception {
        openView(listener);
        Judgement good =
                new Judgement(IndexerFixture.document("a"), "how", null, 3, Source.JUDGED, null, Instant.EPOCH);
        String json = new String(JudgementJson.write(good), UTF_8);
        sendRaw("no key of ours", "not json");
        sendRaw("docs/x/j/a", json);
        sendRaw("other/" + QueryId.of("how") + "/j/a", json);
        sendRaw(good.key(), json.replace("\"grade\":3", "\"grade\":4294967297"));
        sendRaw(good.key(), json.replace("\"grade\":3", "\"grade\":4"));
        sendRaw(good.key(), json.replace("judged", "guessed"));
        sendRaw(good.key(), json.replace("1970-01-01", "yesterday"));
        sendRaw(good.key(), "{}");
        sendRaw("no/key", null);
        assertThat(listed()).isEmpty();

        await(judge("how", "b", 2));

        assertThat(listed()).containsExactly("how b 2");
        assertThat(view.count("docs")).isEqualTo(1);
    }

    @Test
    void pagesThroughOneCollectionInTheOrderOfKeys() throws Exception {
        openView(listener);
        append(new DocumentRef("aaa", "d"), "before", 1, Source.JUDGED);
        LogPosition last = append(new DocumentRef("zzz", "d"), "after", 1, Source.JUDGED);
        for (int i = 0; i < 25; i++) {
            last = judge("query " + i % 5, "d" + i, 1);
        }
        await(last);

        List<Judgement> all = new ArrayList<>();
        String after = "";
        for (List<Judgement> page = view.page("docs", after, 10);
                !page.isEmpty();
                page = view.page("docs", after, 10)) {
            all.addAll(page);
            after = page.getLast().key();
        }

        assertThat(all).hasSize(25).extracting(Judgement::key).isSorted().doesNotHaveDuplicates();
        assertThat(view.page("docs", "zzz", 10)).isEmpty();
        assertThat(view.page("docs", "aaa", 10)).hasSize(10);
    }

    private LogPosition fill() throws Exception {
        openView(new Listener());
        LogPosition last = null;
        for (int i = 0; i < 300; i++) {
            last = judge("query " + i, "d" + i, 1);
        }
        await(last);
        closeView();
        return last;
    }

    private void recreate() throws Exception {
        try (Admin admin = fixture.connection.admin("test")) {
            admin.deleteTopics(List.of(Topics.JUDGEMENTS)).all().get(30, TimeUnit.SECONDS);
            for (int i = 0; i < 600 && admin.listTopics().names().get().contains(Topics.JUDGEMENTS); i++) {
                Thread.sleep(50);
            }
        }
        Topics.ensure(fixture.connection, TopicOptions.STANDALONE);
    }

    private void sendRaw(String key, String value) throws Exception {
        try (var producer = fixture.connection.producer(Map.of("acks", "all"))) {
            producer.send(new ProducerRecord<>(
                            Topics.JUDGEMENTS, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8)))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private List<String> listed() {
        return view.page("docs", null, 1000).stream()
                .map(one -> one.query() + " " + one.document().id() + " " + one.grade())
                .toList();
    }

    /** Remembers what it was told; asked after an await, so that all of it is there. */
    private static final class Listener implements JudgementListener {

        final Map<String, List<String>> told = new ConcurrentHashMap<>();
        final List<Long> versions = new CopyOnWriteArrayList<>();
        final List<String> forgotten = new CopyOnWriteArrayList<>();
        final List<String> idle = new CopyOnWriteArrayList<>();

        @Override
        public void changed(String collection, List<QueryJudgements> queries, long version) {
            versions.add(version);
            queries.forEach(query -> told.put(
                    query.id(),
                    query.judgements().stream()
                            .map(one -> one.document().id() + " " + one.grade())
                            .toList()));
        }

        @Override
        public void forgotten(String collection) {
            forgotten.add(collection);
        }

        @Override
        public void idle(Judgements all) {
            idle.addAll(all.collections());
        }

        List<String> of(String query) {
            return told.get(QueryId.of(query));
        }
    }
}
