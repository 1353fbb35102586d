package io.vizsla.query.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Who may call this instance. */
@ConfigMapping(prefix = "vizsla.security")
public interface SecurityConfig {

    /** Whether calls need a key; left out: where this is one process of several, see {@code vizsla.cluster.role}. */
    Optional<Boolean> keys();

    /** A key that may do everything and is not kept anywhere, to make others with; at least 32 characters. */
    Optional<String> adminKey();

    /** Whose tokens are as good as keys. */
    Oidc oidc();

    /** An OpenID provider. Where one is named calls need a key or a token. */
    interface Oidc {

        /** Its issuer identifier, the address that discovery begins at; left out: no tokens are taken. */
        Optional<String> issuer();

        /** What a token must name as the one it is for. */
        Optional<String> audience();

        /** The claim that says what its holder may do: a text with spaces or a list, deeper ones by a path with slashes. */
        @WithDefault("scope")
        String verbsClaim();

        /** What precedes the name of a verb there. */
        @WithDefault("vizsla:")
        String verbsPrefix();

        /** The claim that says for which collections, as keys do. */
        @WithDefault("vizsla_collections")
        String collectionsClaim();

        /** The claim that names the tenant whose documents a token is good for; one without it is good for everybody's. */
        @WithDefault("vizsla_tenant")
        String tenantClaim();

        /** Whether a token without a tenant is good for nothing. */
        @WithDefault("false")
        boolean tenantRequired();

        /** For which collections a token is good that has no such claim; left out: for none. */
        Optional<List<String>> collections();
    }
}
