package io.vizsla.query.answer;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.vizsla.api.collection.CollectionSpec;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.chat.ConfiguredChat;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.config.AnswerConfig;
import io.vizsla.query.problem.Problem;
import io.vizsla.query.search.SearchService;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Answers questions, so many at a time. Safe for any number of threads. */
@Singleton
public class AnswerService {

    private static final Logger LOG = Logger.getLogger(AnswerService.class);

    private final CollectionService collections;
    private final SearchService search;
    private final ConfiguredChat chat;
    private final AnswerConfig config;
    private final MeterRegistry meters;
    private final Semaphore places;
    private final ExecutorService threads = Context.taskWrapping(Executors.newVirtualThreadPerTaskExecutor());

    /** Answers by these parts. */
    public AnswerService(
            CollectionService collections,
            SearchService search,
            ConfiguredChat chat,
            AnswerConfig config,
            MeterRegistry meters) {
        this.collections = collections;
        this.search = search;
        this.chat = chat;
        this.config = config;
        this.meters = meters;
        this.places = new Semaphore(config.concurrent());
        meters.gauge("vizsla.answers.running", places, free -> config.concurrent() - free.availablePermits());
    }

    /**
     * Begins to answer. Every beginning ends with exactly one event of {@code done} or {@code error}, unless it is stopped.
     *
     * @param events gets what happens, on other threads than the caller's, never two at a time
     * @return what stops it: afterwards nothing is asked of the chat model any more
     * @throws VizslaException {@code OVERLOADED} if all places are taken, {@code UNKNOWN_COLLECTION}
     */
    public Runnable begin(Inquiry inquiry, Consumer<AnswerEvent> events) {
        CollectionSpec collection = collections.get(inquiry.collection());
        Locale language = Locale.forLanguageTag(collection.language());
        if (!places.tryAcquire()) {
            throw VizslaException.of(
                    ErrorCode.OVERLOADED,
                    "more than " + config.concurrent() + " answers at a time; try again in a moment");
        }
        Map<String, Object> logged = MDC.getMap();
        AnswerRun run = new AnswerRun(search, chat.speech(), config, threads, events);
        // Not a task of the executor: one that is cancelled before it begins would never give its place back.
        Runnable work = Context.current().wrap(() -> {
            try {
                logged.forEach(MDC::put);
                events.accept(ended(run, inquiry, language));
            } catch (InterruptedException stopped) {
                count("stopped");
            } finally {
                places.release();
            }
        });
        Thread running = Thread.ofVirtual().name("answer").start(work);
        return running::interrupt;
    }

    private AnswerEvent ended(AnswerRun run, Inquiry inquiry, Locale language) throws InterruptedException {
        try {
            Answer answer = run.answer(inquiry, language);
            count(answer.kind().name().toLowerCase(Locale.ROOT));
            return new AnswerEvent.Done(answer);
        } catch (VizslaException failed) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            count(failed.code().id());
            return new AnswerEvent.Failed(Problem.of(failed));
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Throwable defect) {
            // An error too: who waits for the end of the answer would wait for ever.
            LOG.error("A question could not be answered", defect);
            count(ErrorCode.INTERNAL.id());
            return new AnswerEvent.Failed(
                    Problem.of(VizslaException.of(ErrorCode.INTERNAL, "the question could not be answered", defect)));
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    private void count(String result) {
        meters.counter("vizsla.answers", "result", result).increment();
    }
}
