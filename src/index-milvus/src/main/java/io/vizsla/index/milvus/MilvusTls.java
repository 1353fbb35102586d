package io.vizsla.index.milvus;

import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom a connection by {@code https} trusts and what it shows of itself. The files are read when this is made, to tell what is
 * wrong with them, and again for every connection, so that renewed ones hold from the next one on.
 *
 * @param authorities a file of the certificates that are trusted, in PEM; empty for those that the JVM trusts
 * @param certificate a file of the certificate, and those between it and its authority, that a server which asks for one is
 *     shown, in PEM; empty for none. Where there is one, the authorities must be given too
 * @param key a file of the certificate's private key, in PEM (PKCS #8, not encrypted); empty for none
 */
public record MilvusTls(String authorities, String certificate, String key) {

    /** The authorities that the JVM trusts, and no certificate of our own. */
    public static final MilvusTls DEFAULT = new MilvusTls("", "", "");

    private static final String TOGETHER = "given, where tls.certificate or tls.key is";
    private static final char[] NO_PASSWORD = {};

    public MilvusTls {
        if (!certificate.isEmpty() || !key.isEmpty()) {
            checkGiven("tls.authorities", authorities);
            checkGiven("tls.certificate", certificate);
            checkGiven("tls.key", key);
            Pem.key("tls.key", key);
            Pem.certificates("tls.certificate", certificate);
        }
        if (!authorities.isEmpty()) {
            Pem.certificates("tls.authorities", authorities);
        }
    }

    private static void checkGiven(String field, String file) {
        if (file.isEmpty()) {
            throw VizslaException.invalid(field, file, TOGETHER);
        }
    }

    /**
     * Reads the files anew.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if one of them is not what it was
     */
    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown(), trusted(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS: " + e.getMessage(), e);
        }
    }

    private TrustManager @Nullable [] trusted() throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        List<Certificate> certificates = Pem.certificates("tls.authorities", authorities);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority" + i, certificates.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] shown() throws GeneralSecurityException, IOException {
        if (certificate.isEmpty()) {
            return null;
        }
        PrivateKey secret = Pem.key("tls.key", key);
        Certificate[] chain = Pem.certificates("tls.certificate", certificate).toArray(Certificate[]::new);
        KeyStore store = empty();
        store.setKeyEntry("own", secret, NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
