package io.vizsla.query.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.answer.AnswerEvent;
import io.vizsla.query.answer.AnswerEvent.Failed;
import io.vizsla.query.answer.AnswerEvent.Passages;
import io.vizsla.query.answer.AnswerEvent.Text;
import io.vizsla.query.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadEventsTest {

    private static final AnswerEvent PASSAGES = new Passages("which dog?", List.of());
    private static final AnswerEvent END =
            new Failed(Problem.of(VizslaException.of(ErrorCode.CHAT_UNAVAILABLE, "broken off")));

    private final UnreadEvents unread = new UnreadEvents();

    @Test
    void whatIsReadAtOnceStaysAsItWas() {
        for (AnswerEvent event : List.of(PASSAGES, new Text("The "), new Text("Vizsla"), END)) {
            unread.add(event);

            assertThat(unread).hasSize(1);
            assertThat(unread.peek()).isEqualTo(event);
            assertThat(unread.poll()).isEqualTo(event);
            assertThat(unread.poll()).isNull();
        }
    }

    @Test
    void piecesThatWaitBecomeOneInTheirOrder() {
        unread.add(PASSAGES);
        for (int i = 0; i < 1000; i++) {
            unread.add(new Text(i + " "));
            assertThat(unread).hasSize(2);
        }
        unread.add(END);

        assertThat(unread).hasSize(3);
        assertThat(unread.poll()).isEqualTo(PASSAGES);
        assertThat(unread.poll()).isInstanceOfSatisfying(Text.class, text -> assertThat(text.text())
                .startsWith("0 1 2 ")
                .endsWith(" 998 999 "));
        assertThat(unread.poll()).isEqualTo(END);
        assertThat(unread).isEmpty();
    }

    @Test
    void whatIsClearedIsGone() {
        unread.add(PASSAGES);
        unread.add(new Text("The "));

        unread.clear();

        assertThat(unread.isEmpty()).isTrue();
        assertThat(unread.poll()).isNull();
    }
}
