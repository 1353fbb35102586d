package io.vizsla.query.answer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.query.answer.Answer.Kind;
import io.vizsla.query.answer.CitationCheck.Checked;
import io.vizsla.query.config.AnswerConfig;
import io.vizsla.query.search.SearchService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Answers one question: condense, search, look whether anything answers, let the chat model speak, check its citations. Stops within
 * moments when its thread is interrupted.
 */
final class AnswerRun {

    private static final String NO_MODEL = "no chat model is configured";
    private static final String NOT_WANTED = "the request wants the passages' own words";

    private final SearchService search;
    private final Optional<Speech> speech;
    private final Duration patience;
    private final int longest;
    private final ExecutorService threads;
    private final Consumer<AnswerEvent> events;

    AnswerRun(
            SearchService search,
            Optional<Speech> speech,
            AnswerConfig config,
            ExecutorService threads,
            Consumer<AnswerEvent> events) {
        this.search = search;
        this.speech = speech;
        this.patience = config.timeout();
        this.longest = config.characters();
        this.threads = threads;
        this.events = events;
    }

    /**
     * Answers.
     *
     * @param language of the documents
     * @throws VizslaException as searches do; {@code CHAT_UNAVAILABLE} if the model broke off in the middle of its answer. Before its
     *     first word it is done without
     */
    Answer answer(Inquiry inquiry, Locale language) throws InterruptedException {
        Optional<Speech> speaker = inquiry.generate() ? speech : Optional.empty();
        String question = condensed(inquiry, speaker);
        List<Passage> passages =
                Passage.of(search.search(inquiry.collection(), inquiry.search().withText(question), inquiry.tenant())
                        .hits());
        events.accept(new AnswerEvent.Passages(question, passages));
        double best = passages.isEmpty() ? 0 : passages.get(0).score();
        if (passages.isEmpty() || best < inquiry.minScore()) {
            return told(Answer.absent(
                    question,
                    passages,
                    null,
                    "no passage reaches the score " + inquiry.minScore() + "; best: " + best));
        }
        if (speaker.isEmpty()) {
            return told(Extract.answer(question, passages, language, inquiry.generate() ? NO_MODEL : NOT_WANTED));
        }
        List<Passage> shown = GroundedPrompt.fitting(passages);
        Piecewise said = new Piecewise(events, longest);
        try {
            List<Turn> turns = GroundedPrompt.turns(inquiry.conversation(), shown);
            listen(speaker.get(), GroundedPrompt.TASK, turns, said);
        } catch (VizslaException failed) {
            if (said.close()) {
                throw failed;
            }
            return told(
                    Extract.answer(question, passages, language, failed.code().id() + ": " + failed.detail()));
        }
        return written(question, passages, shown, said, speaker.get().model());
    }

    private String condensed(Inquiry inquiry, Optional<Speech> speaker) throws InterruptedException {
        Condenser condenser = new Condenser(speaker.map(this::patient));
        return condenser.question(inquiry.conversation());
    }

    /** A model that is slow to condense must not hold the answer up for longer than one that is slow to answer. */
    private Speech patient(Speech speaker) {
        return new Speech() {
            @Override
            public String model() {
                return speaker.model();
            }

            @Override
            public void speak(String task, List<Turn> turns, Consumer<String> said) throws InterruptedException {
                listen(speaker, task, turns, said);
            }
        };
    }

    private Answer written(String question, List<Passage> passages, List<Passage> shown, Piecewise said, String model) {
        if (said.nothing()) {
            return told(Answer.absent(question, passages, model, "the chat model finds no answer in the passages"));
        }
        said.rest();
        Checked checked = CitationCheck.check(said.whole(), shown);
        if (checked.text().isBlank()) {
            return Answer.absent(question, passages, model, "the chat model says nothing but marks of no passage");
        }
        return new Answer(
                question,
                Kind.GENERATED,
                checked.text(),
                checked.citations(),
                checked.grounded(),
                passages,
                model,
                checked.citations().isEmpty() ? "the chat model cites no passage" : null);
    }

    private Answer told(Answer answer) {
        events.accept(new AnswerEvent.Text(answer.text()));
        return answer;
    }

    private void listen(Speech speaker, String task, List<Turn> turns, Consumer<String> said)
            throws InterruptedException {
        Future<?> spoken = threads.submit(() -> {
            speaker.speak(task, turns, said);
            return null;
        });
        try {
            spoken.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw VizslaException.of(
                    ErrorCode.CHAT_UNAVAILABLE,
                    "The chat model was not done within " + patience.toMillis() + " ms",
                    late);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof VizslaException ours
                    ? ours
                    : VizslaException.of(ErrorCode.CHAT_UNAVAILABLE, "The chat model failed", failed.getCause());
        } finally {
            // Whatever ended the waiting: nobody listens any more.
            spoken.cancel(true);
        }
    }
}
