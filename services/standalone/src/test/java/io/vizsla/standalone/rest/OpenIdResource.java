package io.vizsla.standalone.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vizsla.testkit.OpenIdServer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An OpenID provider, whose tokens the instance takes, and which a test finds in its field of that type. */
public final class OpenIdResource implements QuarkusTestResourceLifecycleManager {

    static final String AUDIENCE = "vizsla";

    private @Nullable OpenIdServer provider;

    @Override
    public Map<String, String> start() {
        OpenIdServer started = OpenIdServer.start();
        provider = started;
        return Map.of("vizsla.security.oidc.issuer", started.issuer(), "vizsla.security.oidc.audience", AUDIENCE);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(Objects.requireNonNull(provider), new TestInjector.MatchesType(OpenIdServer.class));
    }

    @Override
    public void stop() {
        OpenIdServer started = provider;
        if (started != null) {
            started.close();
        }
    }
}
