package io.vizsla.query.security;

import io.vizsla.api.error.VizslaException;
import io.vizsla.query.config.SecurityConfig;
import io.vizsla.query.config.SecurityConfig.Oidc;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the signed tokens (JWT) of an OpenID provider: by its keys, for this instance, and in time. Blocks while the provider is
 * asked for its keys; safe for any number of threads.
 */
@Singleton
public class Tokens {

    private static final Logger LOG = Logger.getLogger(Tokens.class);
    private static final int SKEW_SECONDS = 30;
    private static final Duration LEAST_AGE = Duration.ofSeconds(10);

    /** Signatures by a key of which the other half is secret; a key that both sides know would make everybody an issuer. */
    private static final String[] ALGORITHMS = {
        AlgorithmIdentifiers.RSA_USING_SHA256,
        AlgorithmIdentifiers.RSA_USING_SHA384,
        AlgorithmIdentifiers.RSA_USING_SHA512,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
        AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
        AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
        AlgorithmIdentifiers.EDDSA
    };

    private final @Nullable OpenIdProvider provider;
    private final Claims claims;
    private final String issuer;
    private final String audience;

    /**
     * Takes those of the provider that is configured; it is not asked yet.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if it has no address, or nothing says whom tokens must be for
     */
    @Inject
    public Tokens(SecurityConfig config) {
        this(config, LEAST_AGE);
    }

    Tokens(SecurityConfig config, Duration leastAge) {
        Oidc oidc = config.oidc();
        this.issuer = oidc.issuer().orElse("");
        this.audience = oidc.audience().orElse("");
        this.claims = new Claims(oidc);
        this.provider = oidc.issuer().isPresent() ? new OpenIdProvider(issuer, leastAge) : null;
        if (provider != null) {
            check(
                    issuer.matches("https?://[^\\s]+"),
                    "issuer",
                    issuer,
                    "an address that begins with https://, or http:// for trying");
            check(!audience.isBlank(), "audience", audience, "what tokens for this instance name, such as vizsla");
        }
    }

    private static void check(boolean holds, String setting, String value, String bound) {
        if (!holds) {
            throw VizslaException.invalid("vizsla.security.oidc." + setting, value, bound);
        }
    }

    /** Returns whether something presented could be a token and there is a provider to ask. */
    boolean mayBe(String presented) {
        return provider != null
                && presented.chars().filter(letter -> letter == '.').count() == 2;
    }

    /**
     * Returns who presents a token, empty if it is not good.
     *
     * @throws VizslaException {@code NOT_READY} if the provider cannot be asked
     */
    Optional<Caller> recognize(String token) {
        OpenIdProvider asked = provider;
        if (asked == null) {
            return Optional.empty();
        }
        try {
            JwtClaims told = consumer(asked).processToClaims(token);
            return Optional.of(claims.caller(told.getSubject(), told.getClaimsMap()));
        } catch (InvalidJwtException | MalformedClaimException refused) {
            IOException silent = silence(refused);
            if (silent != null) {
                throw asked.notReady("does not give its keys: " + silent.getMessage(), silent);
            }
            LOG.debugf("a token is refused: %s", refused.getMessage());
            return Optional.empty();
        }
    }

    private JwtConsumer consumer(OpenIdProvider asked) {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(asked.keys()))
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, ALGORITHMS)
                .setExpectedIssuer(issuer)
                .setExpectedAudience(audience)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                .build();
    }

    private static @Nullable IOException silence(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException silent) {
                return silent;
            }
        }
        return null;
    }
}
