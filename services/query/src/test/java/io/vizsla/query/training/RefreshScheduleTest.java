package io.vizsla.query.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.collection.Cutting;
import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.document.FieldSchema;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.query.collection.SwitchStrategy;
import io.vizsla.query.config.TrainingConfig;
import io.vizsla.query.testing.Configs;
import io.vizsla.query.testing.FakeJudgements;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.testkit.InMemoryCollectionRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefreshScheduleTest {

    private final InMemoryCollectionRegistry registry = new InMemoryCollectionRegistry();
    private final FakeJudgements judgements = new FakeJudgements();
    private final FakeRefreshes refreshes = new FakeRefreshes();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void create() {
        for (String name : List.of("docs", "notes")) {
            registry.put(new CollectionSpec(name, "fake", "en", new Cutting(32, 0), FieldSchema.EMPTY, Map.of()));
        }
    }

    private RefreshSchedule schedule(int after) {
        TrainingConfig config = Configs.of(
                TrainingConfig.class,
                Map.of("vizsla.training.after", String.valueOf(after), "vizsla.training.every", "PT1H"));
        return new RefreshSchedule(registry, judgements, refreshes, config, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    private void judge(int count) {
        judge("docs", count);
    }

    private void judge(String collection, int count) {
        for (int i = 0; i < count; i++) {
            judgements.append(new Judgement(
                    new DocumentRef(collection, "d" + i),
                    "query " + i + " at " + now,
                    null,
                    1,
                    i % 2 == 0 ? Judgement.Source.JUDGED : Judgement.Source.CLICKED,
                    null,
                    now));
        }
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    @Test
    void beginsOnceEnoughIsNewAndOnlyThere() {
        RefreshSchedule schedule = schedule(4);
        judge(3);
        schedule.look();
        assertThat(refreshes.started).isEmpty();

        judge(4);
        schedule.look();

        assertThat(refreshes.started).containsExactly("docs");
    }

    @Test
    void nothingBeginsWhileOneIsUnderWayNorBeforeItsTime() {
        RefreshSchedule schedule = schedule(4);
        judge(4);
        schedule.look();
        later(Duration.ofHours(2));
        judge(4);
        schedule.look();
        assertThat(refreshes.started).as("the first is under way").hasSize(1);

        refreshes.end(JobState.Phase.REFUSED);
        schedule.look();
        assertThat(refreshes.started).hasSize(2);
        refreshes.end(JobState.Phase.PASSED);
        later(Duration.ofMinutes(59));
        judge(4);
        schedule.look();
        assertThat(refreshes.started).as("an hour is not over").hasSize(2);

        later(Duration.ofMinutes(1));
        schedule.look();
        assertThat(refreshes.started).hasSize(3);
    }

    @Test
    void whatWasLearnedIsNotNew() {
        RefreshSchedule schedule = schedule(4);
        judge(4);
        schedule.look();
        refreshes.end(JobState.Phase.PASSED);
        later(Duration.ofDays(1));

        schedule.look();
        judge(3);
        schedule.look();

        assertThat(refreshes.started).hasSize(1);
    }

    @Test
    void whatBrokeOffIsTriedAgainInItsTime() {
        RefreshSchedule schedule = schedule(4);
        judge(4);
        schedule.look();
        refreshes.end(JobState.Phase.FAILED);
        schedule.look();
        assertThat(refreshes.started).hasSize(1);

        later(Duration.ofHours(1));
        schedule.look();

        assertThat(refreshes.started).hasSize(2);
    }

    @Test
    void aRefusalIsNoReasonToAskEveryMinute() {
        refreshes.refusal = VizslaException.invalid("judged queries", 4, "at least 10");
        RefreshSchedule schedule = schedule(4);
        judge(4);

        schedule.look();
        schedule.look();

        assertThat(refreshes.asked).isEqualTo(1);
        later(Duration.ofHours(1));
        schedule.look();
        assertThat(refreshes.asked).isEqualTo(2);
    }

    @Test
    void aCollectionThatFailsLeavesTheLaterOnesAlone() {
        refreshes.broken = "docs";
        RefreshSchedule schedule = schedule(4);
        judge("docs", 4);
        judge("notes", 4);

        schedule.look();

        assertThat(refreshes.asked).isEqualTo(2);
        assertThat(refreshes.started).containsExactly("notes");
    }

    @Test
    void isOffUnlessSomebodyWantsIt() {
        assertThat(Configs.defaults(TrainingConfig.class).after()).isZero();
        judge(100);

        schedule(0).look();

        assertThat(refreshes.asked).isZero();
    }

    /** Jobs that begin and end when the test says so. */
    private final class FakeRefreshes implements RefreshSchedule.Refreshes {

        private final List<String> started = new ArrayList<>();
        private final List<JobState> jobs = new ArrayList<>();
        private VizslaException refusal;
        private String broken = "";
        private int asked;

        @Override
        public List<JobState> list() {
            return jobs.reversed();
        }

        @Override
        public JobState start(TrainingRequest request) {
            asked++;
            if (request.collection().equals(broken)) {
                throw new IllegalStateException("the disk of " + broken + " is full");
            }
            if (refusal != null) {
                throw refusal;
            }
            started.add(request.collection());
            jobs.add(JobState.waiting(
                    "job-" + jobs.size(),
                    request.collection(),
                    "query-encoder",
                    SwitchStrategy.QUERY_ONLY,
                    "auto",
                    now.toString(),
                    null));
            return jobs.getLast();
        }

        void end(JobState.Phase phase) {
            jobs.set(
                    jobs.size() - 1,
                    jobs.getLast().ended(phase, RefreshOutcome.failed("none", "none"), now.toString()));
        }
    }
}
