package io.vizsla.query.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.time.Duration;
import org.jose4j.http.Get;
import org.jose4j.http.SimpleGet;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys are that a provider signs with (OpenID Connect Discovery 1.0). It is asked when the first token comes, so that an
 * instance starts without it, and its keys are kept; for some seconds after a failure it is left alone. Blocks; safe for any number
 * of threads.
 */
final class OpenIdProvider {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int LONGEST_ANSWER = 512 * 1024;
    private static final Duration REST = Duration.ofSeconds(5);

    /** How long known keys are good while the provider does not answer. */
    private static final Duration WITHOUT_PROVIDER = Duration.ofHours(1);

    private final String issuer;
    private final Duration leastAge;
    private final SimpleGet get = get();
    private @Nullable HttpsJwks keys;
    private long restsUntil = System.nanoTime();

    /**
     * Asks nobody yet.
     *
     * @param leastAge of keys before they are read again because a token names another, as anybody's may
     */
    OpenIdProvider(String issuer, Duration leastAge) {
        this.issuer = issuer;
        this.leastAge = leastAge;
    }

    private static Get get() {
        Get get = new Get();
        get.setConnectTimeout(TIMEOUT_MILLIS);
        get.setReadTimeout(TIMEOUT_MILLIS);
        get.setRetries(0);
        get.setResponseBodySizeLimit(LONGEST_ANSWER);
        return get;
    }

    /**
     * Returns the keys, which are read again when that is due.
     *
     * @throws VizslaException {@code NOT_READY} if the provider does not say where they are, or does not give them
     */
    synchronized HttpsJwks keys() {
        HttpsJwks known = keys;
        if (known == null) {
            if (System.nanoTime() - restsUntil < 0) {
                throw notReady("does not answer", null);
            }
            try {
                known = at(discovered());
                // Read here for the first time, so that a provider that says where its keys are and withholds them
                // rests too.
                known.getJsonWebKeys();
            } catch (IOException | JoseException silent) {
                restsUntil = System.nanoTime() + REST.toNanos();
                throw notReady("does not answer: " + silent.getMessage(), silent);
            } catch (VizslaException wrong) {
                restsUntil = System.nanoTime() + REST.toNanos();
                throw wrong;
            }
            keys = known;
        }
        return known;
    }

    private HttpsJwks at(String address) {
        HttpsJwks read = new HttpsJwks(address);
        read.setSimpleHttpGet(get);
        read.setRefreshReprieveThreshold(leastAge.toMillis());
        read.setRetainCacheOnErrorDuration(WITHOUT_PROVIDER.toSeconds());
        return read;
    }

    private String discovered() throws IOException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        JsonNode told = JSON.readTree(get.get(base + DISCOVERY).getBody());
        // Another's word about its keys is no word of this issuer's.
        if (!told.path("issuer").asText().equals(issuer)) {
            throw notReady("says that it is " + told.path("issuer"), null);
        }
        String address = told.path("jwks_uri").asText();
        if (!address.startsWith("https://") && !address.startsWith("http://")) {
            throw notReady("does not say where its keys are", null);
        }
        return address;
    }

    /** Tells that it is not the token's fault. */
    VizslaException notReady(String what, @Nullable Throwable cause) {
        String detail = "tokens cannot be checked: the OpenID provider " + issuer + " " + what;
        return cause == null
                ? VizslaException.of(ErrorCode.NOT_READY, detail)
                : VizslaException.of(ErrorCode.NOT_READY, detail, cause);
    }
}
