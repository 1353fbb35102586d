package io.vizsla.query.port;

import java.time.Duration;
import java.util.Map;

/** What is known of the running instance. Safe for any number of threads. */
public interface Instance {

    /** Returns the version of the program. */
    String version();

    /** Returns where Kafka clients connect. */
    String bootstrapServers();

    /** Returns how long it has been running. */
    Duration uptime();

    /** Returns whether all parts were started. */
    boolean started();

    /** Returns what is wrong with each part that a search needs; an empty text where the part is well. */
    Map<String, String> troubles();

    /** Returns what is wrong with each part that searches here do without; an empty text where the part is well. */
    default Map<String, String> asides() {
        return Map.of();
    }
}
