package io.vizsla.query.health;

import io.vizsla.query.port.Instance;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Green once the parts were started, whether or not they are well now. */
@Startup
public class Started implements HealthCheck {

    private final Instance instance;

    /** Checks an instance. */
    public Started(Instance instance) {
        this.instance = instance;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("started").status(instance.started()).build();
    }
}
