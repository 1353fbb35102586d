package io.vizsla.standalone.wiring;

import io.vizsla.api.ingest.Outcome;
import io.vizsla.query.port.IngestProgress;
import java.util.Map;

/** How far the log is indexed, by this process or by others. */
interface Progress extends IngestProgress, AutoCloseable {

    /** Returns how many records ended so in this process. */
    long count(Outcome outcome);

    /** Returns what is wrong with the indexer of this process; empty if it follows the log or there is none. */
    String trouble();

    /** Returns the offset of each partition of the log below which everything has had its effect. */
    Map<Integer, Long> reached();

    @Override
    void close();
}
