package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Sends judgements and tells what became of them. */
final class JudgementUpload {

    private static final int SHOWN = 20;

    private final Session session;
    private final String collection;
    private final boolean wait;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lines = new AtomicLong();

    /** @param wait whether to return only once they count as examples */
    JudgementUpload(Session session, String collection, boolean wait) {
        this.session = session;
        this.collection = collection;
        this.wait = wait;
    }

    /** Sends them before other work: nothing of it is part of the answer. */
    void runBefore(JudgementSource source) {
        warn(source);
        try (Progress progress = new Progress(session.terminal(), "judgements")) {
            JsonNode answer = send(source, progress);
            progress.close();
            printRejected(source, answer);
            long accepted = answer.path("accepted").asLong();
            session.tell(Sizes.count(accepted, "judgement") + state(accepted) + collection + ".");
        }
    }

    /** Returns the exit code. */
    int run(JudgementSource source) {
        warn(source);
        try (Progress progress = new Progress(session.terminal(), "judgements")) {
            JsonNode answer = send(source, progress);
            progress.close();
            report(source, answer, progress);
            return answer.path("rejectedTotal").asLong() + source.leftOut() > 0 ? ExitCode.REJECTED : ExitCode.OK;
        }
    }

    private void warn(JudgementSource source) {
        if (source.cut() > 0) {
            session.tell(Sizes.count(source.cut(), "grade") + " brought between 0 and 3.");
        }
        if (source.leftOut() > 0) {
            session.tell(session.terminal()
                    .yellow(Sizes.count(source.leftOut(), "judgement")
                            + " left out: queries.jsonl has no text of the query."));
        }
    }

    private JsonNode send(JudgementSource source, Progress progress) {
        try (InputStream content = source.open()) {
            return new Uploader(session.client(), collection, wait).sendJudgements(content, (moreBytes, moreLines) -> {
                long sent = lines.addAndGet(moreLines);
                progress.show(source.share(bytes.addAndGet(moreBytes), sent), sent);
            });
        } catch (IOException unreadable) {
            throw new CliException(
                    ExitCode.FAILED, "The judgements cannot be read: " + unreadable.getMessage(), null, unreadable);
        }
    }

    private void report(JudgementSource source, JsonNode answer, Progress progress) {
        if (session.json()) {
            session.print(Json.object()
                    .put("collection", collection)
                    .<ObjectNode>setAll((ObjectNode) answer)
                    .put("leftOut", source.leftOut())
                    .put("seconds", progress.elapsed().toMillis() / 1000.0));
            return;
        }
        printRejected(source, answer);
        long accepted = answer.path("accepted").asLong();
        session.print(session.terminal().green(Sizes.count(accepted, "judgement") + state(accepted) + collection) + " ("
                + Sizes.time(progress.elapsed()) + ").");
    }

    private String state(long accepted) {
        if (!wait) {
            return " on the log of ";
        }
        return accepted == 1 ? " counts as an example of " : " count as examples of ";
    }

    private void printRejected(JudgementSource source, JsonNode answer) {
        long total = answer.path("rejectedTotal").asLong();
        if (total == 0) {
            return;
        }
        session.tell(session.terminal().yellow(Sizes.count(total) + " rejected:"));
        answer.path("rejected")
                .valueStream()
                .limit(SHOWN)
                .forEach(one -> session.tell("  "
                        + Printable.of(source.place(one.path("line").asLong()) + ": "
                                + one.path("detail").asText() + " ("
                                + one.path("code").asText() + ")")));
        int shown = Math.min(SHOWN, answer.path("rejected").size());
        if (total > shown) {
            session.tell("  and " + Sizes.count(total - shown) + " more");
        }
    }
}
