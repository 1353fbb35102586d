package io.vizsla.ingestion;

import io.vizsla.api.ingest.DocumentStatus;
import io.vizsla.api.ingest.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch of records came to: all that the transaction which commits their offsets must write.
 *
 * @param statuses the new state of each document that the batch has news of, in the order of their newest records
 * @param deadLetters the records that could not be used, in log order
 * @param outcomes how many records ended how; every outcome is a key, and the values add up to the number of records
 */
public record IngestResult(List<DocumentStatus> statuses, List<DeadLetter> deadLetters, Map<Outcome, Long> outcomes) {

    public IngestResult {
        statuses = List.copyOf(statuses);
        deadLetters = List.copyOf(deadLetters);
        outcomes = complete(outcomes);
    }

    private static Map<Outcome, Long> complete(Map<Outcome, Long> outcomes) {
        Map<Outcome, Long> complete = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            complete.put(outcome, outcomes.getOrDefault(outcome, 0L));
        }
        return complete;
    }
}
