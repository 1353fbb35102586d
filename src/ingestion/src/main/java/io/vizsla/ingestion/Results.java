package io.vizsla.ingestion;

import io.vizsla.api.document.DocumentRef;
import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Failure;
import io.vizsla.api.ingest.Outcome;
import io.vizsla.ingestion.Plan.Confirm;
import io.vizsla.ingestion.Plan.Delete;
import io.vizsla.ingestion.Plan.Keep;
import io.vizsla.ingestion.Plan.Seen;
import io.vizsla.ingestion.Plan.Write;
import io.vizsla.ingestion.Plan.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what a batch came to once all plans are carried out. */
final class Results {

    private Results() {}

    static IngestResult of(
            List<LogRecord> records,
            List<DeadLetter> nameless,
            Collection<DocumentRecords> documents,
            Map<DocumentRef, Plan> plans) {
        Instant now = Instant.now();
        List<DocumentStatus> statuses = new ArrayList<>(plans.size());
        Map<LogRecord, Failure> failures = new IdentityHashMap<>();
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        nameless.forEach(letter -> failures.put(letter.record(), letter.failure()));
        for (DocumentRecords document : documents) {
            Plan plan = plans.get(document.document());
            if (plan != null && !(plan.action() instanceof Seen)) {
                statuses.add(StatusMaker.status(plan, now));
                count(plan, outcomes);
            }
            document.records().forEach(record -> addFailure(document, record, failures));
        }
        outcomes.merge(Outcome.DEAD_LETTERED, (long) failures.size(), Long::sum);
        return new IngestResult(statuses, deadLetters(records, failures), complete(records.size(), outcomes));
    }

    private static void count(Plan plan, Map<Outcome, Long> outcomes) {
        switch (plan.action()) {
            case Write _, Written _ -> outcomes.merge(Outcome.INDEXED, 1L, Long::sum);
            case Delete _ -> outcomes.merge(Outcome.DELETED, 1L, Long::sum);
            case Confirm _, Keep _, Seen _ -> {
                // Counted with the superseded ones, as the rest.
            }
        }
    }

    private static void addFailure(DocumentRecords document, LogRecord record, Map<LogRecord, Failure> failures) {
        Failure failure = document.failure(record);
        if (failure != null) {
            failures.put(record, failure);
        }
    }

    private static List<DeadLetter> deadLetters(List<LogRecord> records, Map<LogRecord, Failure> failures) {
        List<DeadLetter> letters = new ArrayList<>(failures.size());
        for (LogRecord record : records) {
            Failure failure = failures.get(record);
            if (failure != null) {
                letters.add(new DeadLetter(record, failure));
            }
        }
        return letters;
    }

    private static Map<Outcome, Long> complete(long records, Map<Outcome, Long> outcomes) {
        long counted = outcomes.values().stream().mapToLong(Long::longValue).sum();
        outcomes.merge(Outcome.UNCHANGED, records - counted, Long::sum);
        return outcomes;
    }
}
