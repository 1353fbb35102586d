package io.vizsla.index.milvus;

import io.vizsla.api.error.VizslaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys out of files of PEM (RFC 7468). */
final class Pem {

    private static final String CERTIFICATES = "a readable file of certificates in PEM";
    private static final String KEY = "a readable file of a private key in PEM, PKCS #8 and not encrypted";
    private static final Pattern KEY_BLOCK =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    /**
     * Returns the certificates of a file, at least one.
     *
     * @param field of the settings that names the file, for the error
     * @throws VizslaException {@code INVALID_ARGUMENT} if there are none
     */
    static List<Certificate> certificates(String field, String file) {
        try {
            List<Certificate> found = List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(file))));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IOException | InvalidPathException | CertificateException notOne) {
            // Told below.
        }
        throw VizslaException.invalid(field, file, CERTIFICATES);
    }

    /** As {@link #certificates}, of the private key of a file. */
    static PrivateKey key(String field, String file) {
        try {
            Matcher block = KEY_BLOCK.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
            if (block.find()) {
                PKCS8EncodedKeySpec key =
                        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1)));
                for (String algorithm : ALGORITHMS) {
                    try {
                        return KeyFactory.getInstance(algorithm).generatePrivate(key);
                    } catch (GeneralSecurityException ofAnother) {
                        // The file does not say which algorithm its key is for in words that the JDK reads.
                    }
                }
            }
        } catch (IOException | IllegalArgumentException notOne) {
            // Told below.
        }
        throw VizslaException.invalid(field, file, KEY);
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(Path.of(file));
    }
}
