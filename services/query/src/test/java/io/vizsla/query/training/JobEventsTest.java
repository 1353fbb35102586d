package io.vizsla.query.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.refresh.job.RefreshEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobEventsTest {

    private final JobEvents events = new JobEvents();

    @Test
    void whoComesLateIsToldEverythingInOrder() {
        events.add(RefreshEvent.phase("prepare", "one"));
        List<String> told = new ArrayList<>();
        events.watch(JobEvents.of(event -> told.add(String.valueOf(event.note())), () -> told.add("over")));

        events.add(RefreshEvent.phase("train", "two"));
        events.end();

        assertThat(told).containsExactly("one", "two", "over");
    }

    @Test
    void whoComesAfterTheEndIsToldThatToo() {
        events.add(RefreshEvent.phase("prepare", "one"));
        events.end();
        List<String> told = new ArrayList<>();

        events.watch(JobEvents.of(event -> told.add(String.valueOf(event.note())), () -> told.add("over")));

        assertThat(told).containsExactly("one", "over");
    }

    @Test
    void watchersMayLeaveWhileTheyAreTold() {
        List<Runnable> leave = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            leave.add(events.watch(JobEvents.of(event -> leave.get(0).run(), () -> {
                leave.forEach(Runnable::run);
                told.add("over " + number);
            })));
        }

        events.add(RefreshEvent.phase("train", "one"));
        events.end();

        assertThat(told).containsExactly("over 1", "over 2");
    }
}
