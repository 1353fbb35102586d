package io.vizsla.standalone;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vizsla.query.port.Instance;
import io.vizsla.standalone.handbook.Handbook;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts the parts before the first request is taken, and the handbook's way onto the log after. */
@Singleton
class Startup {

    private final Instance instance;
    private final Handbook handbook;

    Startup(Instance instance, Handbook handbook) {
        this.instance = instance;
        this.handbook = handbook;
    }

    void start(@Observes StartupEvent event) {
        Log.debugf("Kafka clients connect to %s", instance.bootstrapServers());
        Thread.ofVirtual().name("handbook").start(handbook::send);
    }
}
