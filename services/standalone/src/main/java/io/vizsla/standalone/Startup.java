package io.vizsla.standalone;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vizsla.query.port.Instance;
import jakarta.enterprise.event.Observes;

/** Starts the parts before the first request is taken: the port of the console opens when all of them run. */
class Startup {

    void start(@Observes StartupEvent event, Instance instance) {
        Log.debugf("All parts have started; Kafka clients connect to %s", instance.bootstrapServers());
    }
}
