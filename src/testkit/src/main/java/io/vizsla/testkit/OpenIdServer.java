package io.vizsla.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OpenID provider as far as a service that takes its tokens sees it: discovery, keys, and tokens that are signed here by the
 * JDK's own means. Safe for any number of threads.
 */
public final class OpenIdServer implements AutoCloseable {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final AtomicInteger askedForKeys = new AtomicInteger();
    private volatile KeyPair keys = pair();
    private volatile int number = 1;
    private volatile int status = 200;
    private volatile int keysStatus = 200;
    private volatile String saysItIs;

    private OpenIdServer(HttpServer server) {
        this.server = server;
        this.saysItIs = issuer();
    }

    /** Starts one on a port of its own. */
    public static OpenIdServer start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            OpenIdServer started = new OpenIdServer(http);
            http.createContext("/realm/.well-known/openid-configuration", started::discovery);
            http.createContext("/keys", started::keys);
            http.start();
            return started;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** Returns its issuer identifier. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    /** Answers by this HTTP status from now on. */
    public void answerBy(int newStatus) {
        status = newStatus;
    }

    /** Answers whoever asks for its keys by this HTTP status from now on. */
    public void answerForKeysBy(int newStatus) {
        keysStatus = newStatus;
    }

    /** Calls itself by another name from now on. */
    public void pretendToBe(String name) {
        saysItIs = name;
    }

    /** Signs with a new key from now on, and gives out that one alone. */
    public void rotate() {
        keys = pair();
        number++;
    }

    /** Returns how often its keys were asked for. */
    public int askedForKeys() {
        return askedForKeys.get();
    }

    /** Returns the key that signatures are checked with, as bytes. */
    public byte[] publicKey() {
        return keys.getPublic().getEncoded();
    }

    /**
     * Returns a token that is good for ten minutes.
     *
     * @param claims more of them, as the inside of a JSON object
     */
    public String token(String subject, String audience, String claims) {
        return sign(claims(issuer(), subject, audience, Instant.now().plusSeconds(600)) + "," + claims + "}");
    }

    /** Returns the beginning of an object of claims, without its end. */
    public static String claims(String issuer, String subject, String audience, Instant expiry) {
        return "{\"iss\":\"" + issuer + "\",\"sub\":\"" + subject + "\",\"aud\":\"" + audience + "\",\"exp\":"
                + expiry.getEpochSecond();
    }

    /** Returns a token with these claims, a JSON object. */
    public String sign(String claims) {
        return signed("{\"alg\":\"RS256\",\"kid\":\"k" + number + "\"}", claims);
    }

    /** Returns a token with this header and these claims, both JSON objects. */
    public String signed(String header, String claims) {
        String text = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns a text as it stands in a token. */
    public static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void discovery(HttpExchange exchange) throws IOException {
        String keysAddress = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        answer(exchange, status, "{\"issuer\":\"" + saysItIs + "\",\"jwks_uri\":\"" + keysAddress + "\"}");
    }

    private void keys(HttpExchange exchange) throws IOException {
        askedForKeys.incrementAndGet();
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        answer(
                exchange,
                status == 200 ? keysStatus : status,
                "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k" + number + "\",\"n\":\""
                        + BASE64.encodeToString(key.getModulus().toByteArray()) + "\",\"e\":\""
                        + BASE64.encodeToString(key.getPublicExponent().toByteArray()) + "\"}]}");
    }

    private static void answer(HttpExchange exchange, int by, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(by, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
