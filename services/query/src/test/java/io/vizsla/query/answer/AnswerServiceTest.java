package io.vizsla.query.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.query.Mode;
import io.vizsla.api.query.Query;
import io.vizsla.query.answer.Turn.Speaker;
import io.vizsla.query.chat.ConfiguredChat;
import io.vizsla.query.collection.CollectionChange;
import io.vizsla.query.collection.CollectionServices;
import io.vizsla.query.config.AnswerConfig;
import io.vizsla.query.config.ChatConfig;
import io.vizsla.query.port.Searcher.Found;
import io.vizsla.query.search.SearchService;
import io.vizsla.query.testing.Configs;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AnswerServiceTest {

    private static final Inquiry INQUIRY = new Inquiry(
            "c", List.of(new Turn(Speaker.USER, "which dog?")), Query.of("which dog?", Mode.HYBRID, 3), 0, false, null);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final CollectionServices parts = new CollectionServices();
    private final BlockingQueue<AnswerEvent> events = new LinkedBlockingQueue<>();

    /** Each gives its place back, too, of which there is one. */
    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, OutOfMemoryError.class, IllegalStateException.class})
    void whateverGoesWrongIsTheOneLastEvent(Class<? extends Throwable> defect) throws Exception {
        AnswerService service = service(defect);
        for (int i = 0; i < 3; i++) {
            service.begin(INQUIRY, events::add);

            assertThat(events.poll(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            AnswerEvent.Failed.class,
                            failed -> assertThat(failed.problem().code()).isEqualTo(ErrorCode.INTERNAL.id()));
            assertThat(running(0)).isTrue();
        }
        assertThat(events).isEmpty();
        assertThat(meters.counter("vizsla.answers", "result", "internal").count())
                .isEqualTo(3);
    }

    @Test
    void missingCollectionsAreRefusedAtOnce() {
        assertThatThrownBy(() -> service(Error.class)
                        .begin(
                                new Inquiry("none", INQUIRY.conversation(), INQUIRY.search(), 0, false, null),
                                events::add))
                .hasMessageContaining("none");
        assertThat(events).isEmpty();
    }

    private AnswerService service(Class<? extends Throwable> defect) {
        parts.service().put("c", CollectionChange.NONE);
        return new AnswerService(
                parts.service(),
                new BrokenSearch(defect, meters),
                new ConfiguredChat(Configs.defaults(ChatConfig.class)),
                Configs.of(AnswerConfig.class, Map.of("vizsla.answer.concurrent", "1")),
                meters);
    }

    /** The place is given back right after the event. */
    private boolean running(int count) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            if (meters.get("vizsla.answers.running").gauge().value() == count) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    private static final class BrokenSearch extends SearchService {

        private final Class<? extends Throwable> defect;

        BrokenSearch(Class<? extends Throwable> defect, MeterRegistry meters) {
            super(null, null, null, null, null, meters);
            this.defect = defect;
        }

        @Override
        public Found search(String collection, Query query, @Nullable String tenant) {
            throw thrown();
        }

        @SuppressWarnings("unchecked")
        private <T extends Throwable> T thrown() throws T {
            try {
                throw (T) defect.getConstructor().newInstance();
            } catch (ReflectiveOperationException missing) {
                throw new AssertionError(missing);
            }
        }
    }
}
