package io.vizsla.query.bulk;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.LogPosition;
import io.vizsla.api.judgement.Judgement;
import io.vizsla.query.collection.CollectionService;
import io.vizsla.query.collection.Deletions;
import io.vizsla.query.config.LimitsConfig;
import io.vizsla.query.json.BodyMemory;
import io.vizsla.query.json.StrictJson;
import io.vizsla.query.port.Futures;
import io.vizsla.query.port.Judgements;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes a stream of judgements, one JSON object a line, some hundred on their way to the log at a time. */
@Singleton
public class BulkJudgements {

    private static final int WINDOW = 500;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final Duration LOG = Duration.ofSeconds(60);

    private final CollectionService collections;
    private final Deletions deletions;
    private final Judgements judgements;
    private final LimitsConfig limits;
    private final BodyMemory memory;

    /** Takes judgements by these parts. */
    public BulkJudgements(
            CollectionService collections,
            Deletions deletions,
            Judgements judgements,
            LimitsConfig limits,
            BodyMemory memory) {
        this.collections = collections;
        this.deletions = deletions;
        this.judgements = judgements;
        this.limits = limits;
        this.memory = memory;
    }

    /**
     * Reads the stream to its end.
     *
     * @param patience how long to wait for all of them to count as examples; empty not to wait at all
     * @throws VizslaException {@code UNKNOWN_COLLECTION}; {@code CONFLICT} if it is being deleted; {@code
     *     LOG_UNAVAILABLE}, after which some may have been taken: sending all of them again does no harm
     */
    public JudgementResult ingest(String collection, InputStream lines, Optional<Duration> patience) {
        String name = collections.get(collection).name();
        deletions.refuse(name);
        Run run = new Run();
        try (LineReader reader = new LineReader(lines, LONGEST_LINE, memory)) {
            for (Line line = reader.next(); line != null; line = reader.next()) {
                if (!line.blank()) {
                    run.take(name, line);
                }
            }
        } catch (IOException broken) {
            throw VizslaException.of(
                    ErrorCode.INVALID_ARGUMENT, "the body ended early: " + broken.getMessage(), broken);
        }
        LogPosition last = run.finish();
        if (last != null) {
            patience.ifPresent(longest -> judgements.await(last, longest));
        }
        return run.result();
    }

    /** The state of one request. */
    private final class Run {

        private final Instant now = Instant.now();
        private final List<CompletableFuture<LogPosition>> sent = new ArrayList<>();
        private final List<Rejection> rejected = new ArrayList<>();
        private @Nullable LogPosition last;
        private long accepted;
        private long rejectedTotal;

        void take(String collection, Line line) {
            Judgement judgement;
            try {
                judgement = parse(line).judgement(collection, now);
            } catch (VizslaException notTaken) {
                rejectedTotal++;
                if (rejected.size() < limits.listedErrors()) {
                    rejected.add(Rejection.of(line.number(), notTaken));
                }
                return;
            }
            // A deletion may have begun since the stream did; it would not see what comes after it.
            deletions.refuse(collection);
            sent.add(judgements.append(judgement));
            if (sent.size() == WINDOW) {
                finish();
            }
        }

        @Nullable
        LogPosition finish() {
            for (CompletableFuture<LogPosition> one : sent) {
                last = Futures.join(one, LOG);
                accepted++;
            }
            sent.clear();
            return last;
        }

        JudgementResult result() {
            return new JudgementResult(accepted, List.copyOf(rejected), rejectedTotal);
        }
    }

    private static JudgementLine parse(Line line) {
        if (line.tooLong()) {
            throw VizslaException.field(
                    ErrorCode.TOO_LARGE,
                    "line",
                    "more than " + LONGEST_LINE + " bytes",
                    "at most " + LONGEST_LINE + " bytes");
        }
        JudgementLine judgement = StrictJson.read(line.bytes(), line.length(), JudgementLine.class);
        if (judgement == null) {
            throw VizslaException.field(ErrorCode.INVALID_JSON, "line", null, "a JSON object");
        }
        return judgement;
    }
}
