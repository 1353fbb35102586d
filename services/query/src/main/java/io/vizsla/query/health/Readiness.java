package io.vizsla.query.health;

import io.vizsla.query.port.Instance;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Green when every part of the instance that a search needs is well; what is wrong with others is told beside. */
@org.eclipse.microprofile.health.Readiness
public class Readiness implements HealthCheck {

    private final Instance instance;

    /** Checks an instance. */
    public Readiness(Instance instance) {
        this.instance = instance;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, String> parts = instance.troubles();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("search works");
        parts.forEach((part, trouble) -> tell(response, part, trouble));
        instance.asides().forEach((part, trouble) -> tell(response, part, trouble));
        return response.status(parts.values().stream().allMatch(String::isEmpty))
                .build();
    }

    private static void tell(HealthCheckResponseBuilder response, String part, String trouble) {
        response.withData(part, trouble.isEmpty() ? "ok" : trouble);
    }
}
