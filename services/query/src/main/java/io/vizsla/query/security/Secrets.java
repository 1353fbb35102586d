package io.vizsla.query.security;

import io.vizsla.api.access.AccessKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys as their owners hold them, {@code vz_ID_SECRET}: the id finds what is kept, the secret is 256 random bits in base64url. Of
 * so many random bits a plain hash is enough: there is nothing to guess.
 */
final class Secrets {

    private static final Pattern KEY = Pattern.compile("vz_([a-z2-7]{8})_([A-Za-z0-9_-]{43})");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LENGTH = 8;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** What a key says of itself. */
    record Presented(String id, String secret) {}

    static String newId() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Returns the key as its owner gets to see it, once. */
    static String key(String id, String secret) {
        return "vz_" + id + "_" + secret;
    }

    /** Returns the parts of a key, empty if it is none of ours. */
    static Optional<Presented> parse(String key) {
        Matcher parts = KEY.matcher(key);
        return parts.matches() ? Optional.of(new Presented(parts.group(1), parts.group(2))) : Optional.empty();
    }

    static String hash(String secret) {
        return HexFormat.of().formatHex(digest(secret));
    }

    /** Takes as long whether or not it is the one. */
    static boolean matches(AccessKey kept, String secret) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(kept.hash()), digest(secret));
    }

    /** Takes as long whether or not they are the same. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(digest(one), digest(other));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
