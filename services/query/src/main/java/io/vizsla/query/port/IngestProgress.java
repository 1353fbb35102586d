package io.vizsla.query.port;

import io.vizsla.api.ingest.Outcome;
import java.util.Map;

/** How the indexer gets on. Safe for any number of threads. */
public interface IngestProgress {

    /** Returns records looked at per second, over the last seconds. */
    double recordsPerSecond();

    /** Returns how many records wait on the log. */
    long lag();

    /** Returns how many records ended in each way since the start. */
    Map<Outcome, Long> outcomes();
}
